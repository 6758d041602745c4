import { mount } from 'svelte'
import Apiary from './Apiary.svelte'

mount(Apiary, { target: document.body })
