angular.module('orchard', ['restangular']).config(function (RestangularProvider) {
  RestangularProvider.setBaseUrl('/api')
  RestangularProvider.setDefaultHeaders({ 'X-Orchard': 'north' })
})
