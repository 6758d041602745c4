import axios from 'axios'
import { request } from './request'

export interface Survey { id: number; title: string }
export interface Page<T> { rows: T[]; total: number }

export function listSurveys(query: { title?: string; pageNum: number }) {
  return request<Page<Survey>>({
    url: '/surveys/list',
    method: 'get',
    params: query,
  })
}

export function addSurvey(data: Pick<Survey, 'title'>) {
  return request({ url: '/surveys', method: 'post', data })
}

export const delSurvey = (id: number) =>
  request({
    method: 'DELETE',
    url: '/surveys/' + id,
  })

export const publish = (id: number, until: string) =>
  axios<
    { ok: boolean }
  >({
    method: 'put',
    url: `/prod-api/surveys/${id}/publish`,
    params: { notify: 1 },
    data: { until },
  })

export const answers = (id: number) =>
  axios
    .get<
      Record<string, string[]>
    >(
      `/prod-api/surveys/${id}/answers`,
    )
    .then(r => r.data)
