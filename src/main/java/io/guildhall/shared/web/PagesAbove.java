package io.guildhall.shared.web;

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.condition.PathPatternsRequestCondition;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.servlet.support.RequestContextUtils;
import org.springframework.web.servlet.view.RedirectView;
import org.springframework.web.util.ServletRequestPathUtils;

import jakarta.servlet.http.HttpServletRequest;

/**
 * An address to which forms are sent is no page, but it stands in the browser where the
 * answer is shown in place: a table that was judged row by row, a form with what is wrong
 * in it. Who changes the language there, or comes back to it, gets the page above it.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
@ControllerAdvice
class PagesAbove {

	private static final String PAGES = "/o/";

	private final RequestMappingHandlerMapping mappings;

	PagesAbove(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
		this.mappings = mappings;
	}

	/**
	 * Goes there.
	 * @throws HttpRequestMethodNotSupportedException what it was, where there is none
	 */
	@ExceptionHandler
	ModelAndView on(HttpRequestMethodNotSupportedException refused, HttpServletRequest request)
			throws HttpRequestMethodNotSupportedException {
		String page = isSentTo(refused, request) ? above(request) : null;
		if (page == null) {
			throw refused;
		}
		Map<String, ?> told = RequestContextUtils.getInputFlashMap(request);
		if (told != null) {
			RequestContextUtils.getOutputFlashMap(request).putAll(told);
		}
		String query = request.getQueryString();
		RedirectView redirect = new RedirectView(page + ((query != null) ? "?" + query : ""));
		redirect.setStatusCode(HttpStatus.SEE_OTHER);
		redirect.setExpandUriTemplateVariables(false);
		redirect.setExposeModelAttributes(false);
		return new ModelAndView(redirect);
	}

	private static boolean isSentTo(HttpRequestMethodNotSupportedException refused, HttpServletRequest request) {
		Set<HttpMethod> supported = refused.getSupportedHttpMethods();
		return request.getMethod().equals("GET") && !"true".equals(request.getHeader("HX-Request")) && supported != null
				&& supported.contains(HttpMethod.POST);
	}

	/** The nearest page above; null where that is none of an organization. */
	private @Nullable String above(HttpServletRequest request) {
		RequestPath asked = ServletRequestPathUtils.getParsedRequestPath(request);
		String path = asked.pathWithinApplication().value();
		while (path.startsWith(PAGES) && path.lastIndexOf('/') > PAGES.length()) {
			path = path.substring(0, path.lastIndexOf('/'));
			if (isPage(PathContainer.parsePath(path))) {
				return asked.contextPath().value() + path;
			}
		}
		return null;
	}

	private boolean isPage(PathContainer path) {
		return mappings.getHandlerMethods().keySet().stream().anyMatch(mapping -> isPage(mapping, path));
	}

	private static boolean isPage(RequestMappingInfo mapping, PathContainer path) {
		PathPatternsRequestCondition patterns = mapping.getPathPatternsCondition();
		return patterns != null && mapping.getMethodsCondition().getMethods().contains(RequestMethod.GET)
				&& patterns.getPatterns().stream().anyMatch(pattern -> pattern.matches(path));
	}

}
