angular.module('orchard').controller('Trees', function ($scope, Restangular) {
  var trees = Restangular.all('trees')

  trees.getList({ sort: 'apple' }).then(function (list) {
    $scope.trees = list
    document.title = list[0].label
  })

  $scope.plant = function (sort) {
    return trees.post({ sort: sort })
  }

  $scope.open = function (id) {
    Restangular.one('trees', id).get().then(function (tree) {
      document.title = tree.height
      $scope.tree = tree
    })
  }

  $scope.prune = function (tree) {
    Restangular.one('trees', tree.id).post('prunings', { metres: 2 })
    Restangular.one('trees', tree.id).all('pickers').customPOST({ name: 'Ada' }, 'invite')
  }

  $scope.fell = function (id) {
    return Restangular.one('trees', id).remove()
  }

  $scope.everywhere = function () {
    Restangular.withConfig(function (other) {
      other.setBaseUrl('/archive')
    }).one('trees').get()
  }
})
