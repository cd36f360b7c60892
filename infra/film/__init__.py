"""Makes the video: reads the storyboard, poses the drawings, photographs, encodes."""
