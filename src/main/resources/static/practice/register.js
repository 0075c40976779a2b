// A registration ends when the tool in the frame says so (LTI Dynamic Registration 1.0, section 3.6).
(() => {
    const { tool, back } = document.currentScript.dataset;

    window.addEventListener("message", (event) => {
        const frame = document.getElementById("tool");
        if (event.origin === tool && event.source === frame?.contentWindow && event.data?.subject === "org.imsglobal.lti.close") {
            window.location.assign(back);
        }
    });
})();
