import Vue from 'vue'
import Night from './Night.vue'

new Vue({ el: '#app', render: h => h(Night) })
