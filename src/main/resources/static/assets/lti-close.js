// Asks the platform to close its window on a finished registration (LTI Dynamic Registration 1.0 section 3.7). Only
// windows of the platform's own origins hear it.
(function () {
  'use strict';

  var home = window.opener || (window.parent !== window ? window.parent : null);
  var button = document.getElementById('lti-close');

  function close() {
    button.dataset.origins.split(' ').forEach(function (origin) {
      home.postMessage({subject: 'org.imsglobal.lti.close'}, origin);
    });
    // a platform that hears it is gone by now
    document.querySelector('#lti-closed span').hidden = false;
  }

  if (home && button.dataset.origins) {
    button.hidden = false;
    button.addEventListener('click', close);
  } else {
    document.querySelector('#lti-closed span').hidden = false;
  }
})();
