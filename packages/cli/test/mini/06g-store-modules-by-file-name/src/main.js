import Vue from 'vue'
import App from './App'
import store from './store'

const isTouch = document.hasOwnProperty('ontouchstart')
document.title = isTouch ? 'Orchard' : 'Orchard, wide'

new Vue({ store, render: h => h(App) }).$mount('#app')
