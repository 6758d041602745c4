import { createApp } from 'vue'
import Lamp from './Lamp.vue'

createApp(Lamp, { lamp: { id: 4, lit: false, colour: 'white' } }).mount('#app')
