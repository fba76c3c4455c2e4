package io.guildhall.shared.web;

import org.springframework.validation.BindingResult;

import io.guildhall.shared.DomainException;
import io.guildhall.shared.MovedException;

/** What a service refused, told at the form that asked for it. */
public final class FormRefusals {

	private FormRefusals() {
	}

	/**
	 * Puts a refusal among the errors of a form, which keeps what was typed. What no
	 * other words would help with is thrown again: what is not there, or goes by another
	 * id.
	 */
	public static void tell(DomainException refusal, BindingResult errors) {
		boolean helps = switch (refusal.getKind()) {
			case INVALID, CONFLICT -> !(refusal instanceof MovedException);
			case NOT_FOUND, FORBIDDEN, TOO_MANY -> false;
		};
		if (!helps) {
			throw refusal;
		}
		errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
	}

}
