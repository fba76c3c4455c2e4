package io.guildhall.shared.web;

import java.util.Arrays;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;

import io.guildhall.shared.Money;

/**
 * The texts of all modules. An amount in one of them looks as it does on the pages,
 * whoever names it: a refusal that says 30.00 CNY beside a price of ¥30.00 makes readers
 * compare.
 */
class PageTexts extends ResourceBundleMessageSource {

	@Override
	protected Object[] resolveArguments(Object @Nullable [] args, @Nullable Locale locale) {
		Object[] found = super.resolveArguments(args, locale);
		if (locale == null) {
			return found;
		}
		Object[] resolved = Arrays.copyOf(found, found.length, Object[].class);
		for (int i = 0; i < resolved.length; i++) {
			if (resolved[i] instanceof Money money) {
				resolved[i] = Show.money(money, locale);
			}
		}
		return resolved;
	}

}
