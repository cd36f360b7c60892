/** Which element shows which step, and with what. */

import {html, nothing} from 'lit'

import {today} from '../dates.js'

/** @typedef {import('./imi-new-request.js').NewRequestElement} NewRequest */
/** @typedef {import('./pointers.js').FieldError} FieldError */

/**
 * Return the present step of *page*; its class lets the page find it again.
 * @param {NewRequest} page
 */
export function stepView(page) {
  const view = VIEWS[page.step]
  return view ? view(page, page.errorsIn(page.step)) : nothing
}

const VIEWS = Object.freeze(/** @type {Record<string, (page: NewRequest, errors: FieldError[]) => unknown>} */ ({
  area: ({areas, area, keeper}, errors) => html`<imi-area-step
    class="imi-screen imi-stack"
    data-step
    .areas=${areas}
    .area=${area}
    .wasOut=${keeper?.request.was_out ?? false}
    .errors=${errors}
  ></imi-area-step>`,

  authority: ({me, area, draft, asked}, errors) => html`<imi-authority-step
    class="imi-screen imi-stack"
    data-step
    .me=${me}
    .area=${area}
    .draft=${draft}
    .errors=${errors}
    .chosen=${asked}
  ></imi-authority-step>`,

  questions: ({area, draft, keeper, asked, missed}, errors) => html`<imi-questions-step
    class="imi-screen imi-stack"
    data-step
    .area=${area}
    .draft=${draft}
    .errors=${errors}
    .request=${keeper?.request}
    .country=${asked?.country ?? ''}
    .missed=${missed}
  ></imi-questions-step>`,

  person: ({area, draft, keeper}, errors) => html`<imi-person-step
    class="imi-screen imi-stack"
    data-step
    .area=${area}
    .draft=${draft}
    .errors=${errors}
    .request=${keeper?.request}
    @read-again=${() => keeper?.refresh().then(() => keeper.flush())}
  ></imi-person-step>`,

  date: ({area, draft, asked, languages, keeper}, errors) => html`<imi-date-step
    class="imi-screen imi-stack"
    data-step
    .area=${area}
    .draft=${draft}
    .errors=${errors}
    .asked=${asked}
    .languages=${languages}
    .warnings=${keeper?.request.warnings ?? []}
    .suggestedOn=${keeper?.suggestedOn ?? ''}
    .today=${keeper?.request.today ?? today()}
    .asking=${keeper?.request.asking_authority.country ?? ''}
  ></imi-date-step>`,

  check: ({area, draft, authorities, keeper}, errors) => html`<imi-check-step
    class="imi-screen imi-stack"
    data-step
    .area=${area}
    .draft=${draft}
    .errors=${errors}
    .authorities=${authorities}
    .attachments=${keeper?.request.attachments ?? []}
    .number=${keeper?.request.number ?? ''}
    .share=${keeper?.request.share}
  ></imi-check-step>`,
}))
