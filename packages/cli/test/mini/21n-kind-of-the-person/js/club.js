angular.module('club', []).controller('Entry', function ($scope, $http) {
  $scope.given = { email: '', password: '' }
  $scope.enter = function () {
    $http.post('/api/login', $scope.given).then(function (answer) {
      $scope.loggedInUser = answer.data.user
    })
  }
})
