import { createApp } from 'vue'
import Lecture from './Lecture.vue'

createApp(Lecture).mount('#app')
