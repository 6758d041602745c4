import axios from 'axios'
import { request } from './request'

export const letters = {
  all: () => request({ method: 'GET', url: '/letters' }),
  send: (to: string, text: string) => request({ method: 'POST', url: '/letters', body: { to, text } }),
  stamp: (picture: File) => axios.postForm('/post/stamps', { picture, worth: 80 }),
}

/** The one in front differs by the caller: both are meant. */
export const boxes = (town: string) => fetch(`${town}/boxes`)
