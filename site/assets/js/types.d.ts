/** The shapes of the API by the names that the pages use; made from docs/openapi.json. */

import type {components} from '../../../build/api.js'

type Schemas = components['schemas']

export type AuthoritySummary = Schemas['AuthoritySummary']
export type Authority = Schemas['AuthorityRow']
export type Membership = Schemas['Membership']
export type Me = Schemas['Me']
export type Task = Schemas['TaskRow']
export type Tasks = Schemas['Tasks']
export type Area = Schemas['AreaRow']
export type QuestionSet = Schemas['AreaView']
export type OfferedQuestion = Schemas['OfferedQuestion']
export type RequestRow = Schemas['RequestRow']
export type Request = Schemas['RequestView']
export type Question = Schemas['QuestionView']
export type Answer = Schemas['AnswerView']
export type Option = Schemas['Coded']
export type Person = Schemas['PersonView']
export type Action = Schemas['ActionView']
export type Field = Schemas['FieldView']
export type Fault = Schemas['Told']
export type CaseEvent = Schemas['EventView']
