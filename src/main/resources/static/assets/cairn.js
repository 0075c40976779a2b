// Small helps only: every page works without this file.
(function () {
  'use strict';

  // Nobody looks at a hidden page: don't ask for news of it.
  document.addEventListener('htmx:beforeRequest', function (event) {
    if (document.hidden) {
      event.preventDefault();
    }
  });

  // The session has ended: the reloaded page says what to do.
  document.addEventListener('htmx:responseError', function (event) {
    if ([401, 403, 404].includes(event.detail.xhr.status)) {
      window.location.reload();
    }
  });

  // Copy buttons appear only where copying works.
  document.querySelectorAll('[data-copy]').forEach(function (button) {
    var source = document.getElementById(button.dataset.copy);
    if (!source) {
      return;
    }
    button.hidden = false;
    button.addEventListener('click', function () {
      source.select();
      var copied = false;
      try {
        copied = document.execCommand('copy');
      } catch (refused) {
        copied = false;
      }
      if (!copied && navigator.clipboard) {
        navigator.clipboard.writeText(source.value).catch(function () {});
      }
      document.getElementById(button.dataset.said).textContent = button.dataset.done;
    });
  });
})();
