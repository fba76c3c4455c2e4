package io.guildhall.shared.web;

import java.util.Locale;
import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.servlet.ModelAndView;

import io.guildhall.shared.DomainException;
import io.guildhall.shared.DomainException.Kind;
import jakarta.servlet.http.HttpServletResponse;

/** Public pages whose address may be a secret. */
public abstract class SecretPages {

	/** The address goes to no other site, and into no cache on the way. */
	@ModelAttribute
	protected void keepToYourself(HttpServletResponse response) {
		response.setHeader("Referrer-Policy", "same-origin");
		response.setHeader("Cache-Control", "no-store");
	}

	/**
	 * The page for a link that opens nothing, and for who tried too many: nobody is told
	 * whether there ever was such a one.
	 */
	protected static ModelAndView nothing(DomainException refusal, Locale locale) {
		boolean often = refusal.getKind() == Kind.TOO_MANY;
		return new ModelAndView("link/nothing",
				Map.of("often", often, "lang", locale.getLanguage().equals("zh") ? "zh-CN" : "en"),
				often ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.NOT_FOUND);
	}

}
