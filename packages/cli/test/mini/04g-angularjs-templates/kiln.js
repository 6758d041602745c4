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
    $scope.page = 'firing'
    $scope.unit = 'celsius'
    $scope.$watch('page', function () {
      if ($scope.page === 'cones') $http.get('API/Cones')
      if ($scope.page === 'smoke') $http.get('API/Smoke')
    })
    $scope.note = function () {
      if ($scope.unit === 'celsius') $http.post('API/Notes', { celsius: 1200 })
      else $http.post('API/Notes/Kelvin', { kelvin: 1473 })
    }
    $http.get('API/Firings/' + $routeParams.id).then(function (answer) {
      $scope.firing = answer.data
    })
  })
