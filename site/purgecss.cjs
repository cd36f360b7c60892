/** Keeps of ECL what templates and scripts name; a class must stand there in full to be found. */
module.exports = {
  css: ['.cache/ecl/package/dist/styles/ecl-eu.css', 'site/assets/css/imi.css'],
  content: [
    'site/templates/**/*.html',
    'site/assets/js/**/*.js',
    // The pages of the training stage wear the same look.
    'infra/localstage/templates/**/*.html',
  ],
  safelist: {standard: ['html', 'body'], greedy: [/imi-/]},
  variables: true,
}
