"""Everything that runs in AWS Lambda, and nothing else."""
