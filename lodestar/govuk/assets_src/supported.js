// Says before the page is drawn that scripts work, so that nothing jumps. A file, since no script stands in a page.
document.body.className += " js-enabled" + ("noModule" in HTMLScriptElement.prototype ? " govuk-frontend-supported" : "");
