angular
  .module('foundry', ['ngDialog'])
  .controller('BellsController', function ($scope, $http, $httpParamSerializerJQLike, ngDialog) {
    $scope.castBell = function () {
      $scope.current = { alloy: 'bronze' }
      ngDialog.open({ template: '/views/bell.html', scope: $scope })
    }

    $scope.save = function () {
      $http.post('/api/bells', $scope.current)
    }

    // A scope that stands alone: what is written in this dialog is not the bell's.
    var ropes
    $scope.orderRope = function (bell) {
      ropes = $scope.$new(true)
      ropes.current = { bell: bell }
      ropes.order = order
      ngDialog.open({ template: '/views/rope.html', scope: ropes })
    }

    function order() {
      $http({ method: 'POST', url: '/api/ropes', data: ropes.current })
    }

    $scope.melt = function (bell) {
      $http({
        method: 'POST',
        url: '/api/furnace',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        data: $httpParamSerializerJQLike({ bell: bell, degrees: 1100 }),
      })
    }
  })
