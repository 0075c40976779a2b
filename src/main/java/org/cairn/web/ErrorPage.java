package org.cairn.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cairn.database.DatabaseAway;
import org.cairn.vault.Tokens;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/**
 * One error page for every status: what happened, whether anything was lost, the one thing to do, and a reference
 * under which an administrator finds the same in the log.
 */
@Component
class ErrorPage implements ErrorViewResolver {

    /** The request attribute in which every room names what went wrong. */
    static final String CODE = "cairn.problem";

    /** The request attribute with the page of the learning platform from which we can be opened again. */
    static final String AGAIN = "cairn.again";

    /** The request attribute with the issuer and client id of a platform that is not registered. */
    static final String RECEIVED = "cairn.received";

    private static final String NO_DATABASE = "no-database";

    private static final Logger LOG = LoggerFactory.getLogger(ErrorPage.class);

    private final MessageSource messages;

    ErrorPage(MessageSource messages) {
        this.messages = messages;
    }

    @Override
    public ModelAndView resolveErrorView(HttpServletRequest request, HttpStatus status, Map<String, Object> model) {
        boolean away = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure
                && DatabaseAway.isMeantBy(failure);
        String named = request.getAttribute(CODE) instanceof String code ? code : null;
        String reference = Tokens.next().substring(0, 10);
        if (away) {
            LOG.warn("Problem {}: the database does not answer", reference);
            return page(request, HttpStatus.SERVICE_UNAVAILABLE, NO_DATABASE, reference);
        }
        log(reference, named, status, request);
        return page(request, status, named, reference);
    }

    private ModelAndView page(HttpServletRequest request, HttpStatus status, @Nullable String named, String reference) {
        Locale locale = LocaleContextHolder.getLocale();
        return new ModelAndView(
                "error",
                Map.of(
                        "again", request.getAttribute(AGAIN) instanceof String page ? page : "",
                        "headline", words(named, status, "title", locale),
                        "what", words(named, status, "what", locale),
                        "lost", words(named, status, "lost", locale),
                        "action", words(named, status, "do", locale),
                        "received", received(request, locale),
                        "reference", reference),
                status);
    }

    /** What an unknown platform said of itself; empty for all other problems. */
    private String received(HttpServletRequest request, Locale locale) {
        if (!(request.getAttribute(RECEIVED) instanceof List<?> said)) {
            return "";
        }
        Object[] shown = said.stream()
                .map(one -> one.equals("") ? messages.getMessage("problem.launch.received.nothing", null, locale) : one)
                .toArray();
        return messages.getMessage("problem.launch.received", shown, locale);
    }

    private String words(@Nullable String code, HttpStatus status, String part, Locale locale) {
        List<String> keys = List.of(
                "problem." + code + "." + part,
                "problem." + status.value() + "." + part,
                status.is4xxClientError() ? "problem.bad-request." + part : "problem.unexpected." + part);
        return keys.stream()
                .map(key -> messages.getMessage(key, null, "", locale))
                .filter(words -> words != null && !words.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** The path stays out of the log: parts of it can be secrets, such as the address of a private credential. */
    private static void log(String reference, @Nullable String code, HttpStatus status, HttpServletRequest request) {
        Object fault = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        if (status.is5xxServerError() && fault instanceof Throwable thrown) {
            LOG.error("Problem {}: {} {}", reference, status.value(), code, thrown);
        } else {
            LOG.info("Problem {}: {} {}", reference, status.value(), code);
        }
    }
}
