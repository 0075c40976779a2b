// Posts the answer to the platform that asked. Whoever comes back to this page decides for themselves.
(function () {
  'use strict';

  var visit = window.performance.getEntriesByType('navigation')[0];
  if (!visit || visit.type !== 'back_forward') {
    document.getElementById('answer').submit();
  }
})();
