// The platform's answer to an authentication request posts itself to the tool.
document.getElementById("answer").submit();
