angular
  .module('kiln', ['ngRoute'])
  .config(function ($routeProvider) {
    $routeProvider.when('/firings/:id', { templateUrl: 'views/firing.html', controller: 'firingController' })
  })
  .controller('firingController', function ($scope, $http, $routeParams) {
    $http.get('API/Firings/' + $routeParams.id).then(function (answer) {
      $scope.firing = answer.data
    })
  })
