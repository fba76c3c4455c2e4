package io.guildhall.shared.web;

import java.net.URI;
import java.util.Locale;

import org.springframework.context.MessageSource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.ui.ExtendedModelMap;
import org.springframework.validation.BindException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.RequestContextUtils;
import org.springframework.web.servlet.view.RedirectView;

import io.guildhall.shared.BusyException;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.MovedException;
import jakarta.servlet.http.HttpServletRequest;
import lombok.RequiredArgsConstructor;

/**
 * What a page answers when an action is refused that is not a form of its own: it goes
 * back to where it was asked, with the reason on top. What cannot be shown is an error
 * page with the same reason.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
@ControllerAdvice(annotations = Controller.class)
@RequiredArgsConstructor
class PageRefusals {

	private final MessageSource messages;

	private final PageModel pages;

	/** The same page, under the id that answers now. */
	@ExceptionHandler
	ModelAndView on(MovedException moved, HttpServletRequest request, Locale locale) {
		String there = Moves.of(moved, request);
		if (there == null) {
			return on((DomainException) moved, request, locale);
		}
		RedirectView redirect = new RedirectView(there);
		redirect.setStatusCode(HttpStatus.TEMPORARY_REDIRECT);
		redirect.setExpandUriTemplateVariables(false);
		redirect.setExposeModelAttributes(false);
		return new ModelAndView(redirect);
	}

	@ExceptionHandler
	ModelAndView on(DomainException refusal, HttpServletRequest request, Locale locale) {
		String text = messages.getMessage(refusal.getCode(), refusal.getArgs(), refusal.getMessage(), locale);
		return answer(RestProblems.status(refusal), (text != null) ? text : refusal.getCode(), request);
	}

	@ExceptionHandler
	ModelAndView on(AccessDeniedException denied, HttpServletRequest request, Locale locale) {
		return answer(HttpStatus.FORBIDDEN, messages.getMessage("shared.forbidden", null, locale), request);
	}

	@ExceptionHandler
	ModelAndView on(ObjectOptimisticLockingFailureException lost, HttpServletRequest request, Locale locale) {
		return answer(HttpStatus.CONFLICT, messages.getMessage("shared.changed-meanwhile", null, locale), request);
	}

	@ExceptionHandler
	ModelAndView on(CannotCreateTransactionException none, HttpServletRequest request, Locale locale) {
		return busy(request, locale);
	}

	@ExceptionHandler
	ModelAndView on(BusyException busy, HttpServletRequest request, Locale locale) {
		return busy(request, locale);
	}

	private ModelAndView busy(HttpServletRequest request, Locale locale) {
		return answer(HttpStatus.SERVICE_UNAVAILABLE, messages.getMessage("shared.busy", null, locale), request);
	}

	/** An id that is none names nothing; a field of the wrong type is a wrong field. */
	@ExceptionHandler
	ModelAndView on(MethodArgumentTypeMismatchException noId, HttpServletRequest request, Locale locale) {
		boolean field = !request.getMethod().equals("GET")
				&& !noId.getParameter().hasParameterAnnotation(PathVariable.class);
		return field ? invalid(request, locale)
				: answer(HttpStatus.NOT_FOUND, messages.getMessage("shared.not-found", null, locale), request);
	}

	@ExceptionHandler
	ModelAndView on(MissingRequestValueException missing, HttpServletRequest request, Locale locale) {
		return invalid(request, locale);
	}

	@ExceptionHandler
	ModelAndView on(BindException wrong, HttpServletRequest request, Locale locale) {
		return invalid(request, locale);
	}

	private ModelAndView invalid(HttpServletRequest request, Locale locale) {
		return answer(HttpStatus.BAD_REQUEST, messages.getMessage("shared.invalid", null, locale), request);
	}

	private ModelAndView answer(HttpStatus status, String text, HttpServletRequest request) {
		if ("true".equals(request.getHeader("HX-Request"))) {
			ModelAndView alert = new ModelAndView("fragments/ui :: alert", status);
			alert.addObject("text", text);
			return alert;
		}
		String back = back(request);
		if (!request.getMethod().equals("GET") && status != HttpStatus.NOT_FOUND && back != null) {
			RequestContextUtils.getOutputFlashMap(request).put("refused", text);
			RedirectView redirect = new RedirectView(back);
			redirect.setStatusCode(HttpStatus.SEE_OTHER);
			redirect.setExpandUriTemplateVariables(false);
			redirect.setExposeModelAttributes(false);
			return new ModelAndView(redirect);
		}
		ModelAndView page = new ModelAndView("error", status);
		ExtendedModelMap around = new ExtendedModelMap();
		pages.frame(around, request, RequestContextUtils.getLocale(request));
		page.addAllObjects(around);
		page.addObject("status", status.value());
		page.addObject("text", text);
		return page;
	}

	/** The page of ours on which the action was asked for. */
	private static @org.jspecify.annotations.Nullable String back(HttpServletRequest request) {
		String referer = request.getHeader("Referer");
		if (referer == null) {
			return null;
		}
		try {
			URI uri = URI.create(referer);
			boolean ours = request.getServerName().equals(uri.getHost());
			String query = (uri.getRawQuery() != null) ? "?" + uri.getRawQuery() : "";
			return (ours && uri.getRawPath() != null) ? uri.getRawPath() + query : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
