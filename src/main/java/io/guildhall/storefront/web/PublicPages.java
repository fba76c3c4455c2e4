package io.guildhall.storefront.web;

import java.util.Locale;
import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.servlet.ModelAndView;

import io.guildhall.shared.DomainException;
import io.guildhall.shared.DomainException.Kind;
import io.guildhall.staff.StaffRefused;
import io.guildhall.storefront.StorefrontRefused;
import jakarta.servlet.http.HttpServletResponse;

/** What the public pages of orders have in common. */
abstract class PublicPages {

	/**
	 * An address may be a secret: it goes to no other site, and into no cache on the way.
	 */
	@ModelAttribute
	void keepToYourself(HttpServletResponse response) {
		response.setHeader("Referrer-Policy", "same-origin");
		response.setHeader("Cache-Control", "no-store");
	}

	/** Nobody is told whether there ever was such a link. */
	@ExceptionHandler({ StorefrontRefused.class, StaffRefused.class })
	ModelAndView refused(DomainException refusal, Locale locale) {
		boolean often = refusal.getKind() == Kind.TOO_MANY;
		ModelAndView answer = new ModelAndView("storefront/nothing",
				often ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.NOT_FOUND);
		answer.addAllObjects(Map.of("often", often, "lang", locale.getLanguage().equals("zh") ? "zh-CN" : "en"));
		return answer;
	}

}
