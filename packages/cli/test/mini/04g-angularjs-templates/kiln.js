angular
  .module('kiln', ['ngRoute'])
  .config(function ($routeProvider) {
    $routeProvider.when('/firings/:id', { templateUrl: './views/firing.html', controller: 'firingController' })
  })
  .controller('DoorController', function ($http) {
    var door = this
    door.key = {}
    door.enter = function () {
      $http.post('API/Doors', door.key)
    }
  })
  .controller('firingController', function ($scope, $http, $routeParams) {
    $scope.glaze = { firing: $routeParams.id }
    $scope.add = function () {
      $http.post('API/Glazes', $scope.glaze)
    }
    $http.get('API/Firings/' + $routeParams.id).then(function (answer) {
      $scope.firing = answer.data
    })
  })
