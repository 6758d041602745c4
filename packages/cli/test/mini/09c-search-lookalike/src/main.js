import Vue from 'vue'
import Coins from './Coins.vue'

new Vue({ el: '#app', render: h => h(Coins) })
