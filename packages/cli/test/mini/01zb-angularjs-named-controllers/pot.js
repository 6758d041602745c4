;(function () {
  angular.module('kiln').controller('PotController', PotController)

  PotController.$inject = ['$scope', 'foundPot']

  function PotController($scope, pot) {
    var vm = this
    vm.pot = pot
    vm.remove = remove
    vm.save = save

    function remove() {
      vm.pot.$remove(function () {
        $scope.gone = true
      })
    }

    function save() {
      vm.pot.$update()
    }
  }
})()
