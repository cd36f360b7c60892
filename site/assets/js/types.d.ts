/** Shapes of the API that the core pages read. */

export interface AuthoritySummary {
  id: string
  name: string
  title: string
  country: string
  language?: string
}

export interface Membership {
  authority: AuthoritySummary
  roles: Record<string, string[]>
  administrator: boolean
}

export interface Me {
  id: string
  name: string
  email: string
  language: string
  authority: AuthoritySummary
  authorities: Membership[]
  roles: Record<string, string[]>
  administrator: boolean
  etag: string
}

export interface Task {
  kind: string
  number: string
  area: string
  area_title: string
  state: string
  counterpart: AuthoritySummary | null
  due_on: string | null
  since: string
  urgent: boolean
}

export interface Tasks {
  items: Task[]
  counts: Record<string, number>
  next: string | null
}

export interface RequestRow {
  number: string
  state: string
  state_label: string
  area: string
  area_title: string
  counterpart: AuthoritySummary | null
  proposed_on: string | null
  agreed_on: string | null
  due_on: string | null
  urgent: boolean
  ball_with: string | null
  sent_at: string | null
  updated_at: string
}

export interface Area {
  code: string
  title: string
  summary: string
  version: number
  mine: boolean
  roles: string[]
}
