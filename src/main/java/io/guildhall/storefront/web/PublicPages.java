package io.guildhall.storefront.web;

import java.util.Locale;

import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

import io.guildhall.link.LinkRefused;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.web.SecretPages;
import io.guildhall.staff.StaffRefused;

/** What the public pages of orders have in common. */
abstract class PublicPages extends SecretPages {

	@ExceptionHandler({ LinkRefused.class, StaffRefused.class })
	ModelAndView refused(DomainException refusal, Locale locale) {
		return nothing(refusal, locale);
	}

}
