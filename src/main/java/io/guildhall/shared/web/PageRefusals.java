package io.guildhall.shared.web;

import java.io.Serializable;
import java.net.URI;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
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
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.MissingServletRequestParameterException;
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
 * back to where it was asked, with the reason, and says of which form and field that is.
 * The browser puts what was typed back there, since the page may be put together of parts
 * that the one who refused knows nothing of
 * (docs/adr/0143-money-back-is-a-coupon-that-becomes-a-rebate.md). What cannot be shown
 * is an error page with the same reason.
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
		return answer(RestProblems.status(refusal), messages.getMessage(refusal, locale), refusal.getCode(), null,
				request);
	}

	@ExceptionHandler
	ModelAndView on(AccessDeniedException denied, HttpServletRequest request, Locale locale) {
		return answer(HttpStatus.FORBIDDEN, "shared.forbidden", request, locale);
	}

	@ExceptionHandler
	ModelAndView on(ObjectOptimisticLockingFailureException lost, HttpServletRequest request, Locale locale) {
		return answer(HttpStatus.CONFLICT, "shared.changed-meanwhile", request, locale);
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
		return answer(HttpStatus.SERVICE_UNAVAILABLE, "shared.busy", request, locale);
	}

	/** An id that is none names nothing; a field of the wrong type is a wrong field. */
	@ExceptionHandler
	ModelAndView on(MethodArgumentTypeMismatchException noId, HttpServletRequest request, Locale locale) {
		boolean field = !request.getMethod().equals("GET")
				&& !noId.getParameter().hasParameterAnnotation(PathVariable.class);
		return field ? invalid(noId.getName(), request, locale)
				: answer(HttpStatus.NOT_FOUND, "shared.not-found", request, locale);
	}

	@ExceptionHandler
	ModelAndView on(MissingRequestValueException missing, HttpServletRequest request, Locale locale) {
		String field = (missing instanceof MissingServletRequestParameterException parameter)
				? parameter.getParameterName() : null;
		return invalid(field, request, locale);
	}

	@ExceptionHandler
	ModelAndView on(BindException wrong, HttpServletRequest request, Locale locale) {
		FieldError first = wrong.getFieldError();
		return invalid((first != null) ? first.getField() : null, request, locale);
	}

	private ModelAndView invalid(@Nullable String field, HttpServletRequest request, Locale locale) {
		return answer(HttpStatus.BAD_REQUEST, messages.getMessage("shared.invalid", null, locale), "shared.invalid",
				field, request);
	}

	private ModelAndView answer(HttpStatus status, String code, HttpServletRequest request, Locale locale) {
		return answer(status, messages.getMessage(code, null, locale), code, null, request);
	}

	/**
	 * The answer.
	 * @param code of the reason; a field may say that it is what such reasons are about
	 * @param field that is wrong, where that is known
	 */
	private ModelAndView answer(HttpStatus status, String text, String code, @Nullable String field,
			HttpServletRequest request) {
		if ("true".equals(request.getHeader("HX-Request"))) {
			ModelAndView alert = new ModelAndView("fragments/ui :: alert", status);
			alert.addObject("text", text);
			return alert;
		}
		String back = back(request);
		if (!request.getMethod().equals("GET") && status != HttpStatus.NOT_FOUND && back != null) {
			RequestContextUtils.getOutputFlashMap(request)
				.put("refused", new Refusal(text, code, request.getRequestURI(), (field != null) ? field : ""));
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
	private static @Nullable String back(HttpServletRequest request) {
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

	/**
	 * Why something was refused, for the page.
	 *
	 * @param form the address to which it was sent
	 * @param field that is wrong; empty where that is not known
	 */
	public record Refusal(String text, String code, String form, String field) implements Serializable {

		private static final long serialVersionUID = 1L;

	}

}
