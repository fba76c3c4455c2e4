package io.guildhall.onboarding;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of public pages.
 *
 * @param onboarding those of channels
 */
@ConfigurationProperties("guildhall")
record OnboardingSettings(@DefaultValue Limits onboarding) {

	/**
	 * What keeps machines out.
	 *
	 * @param fastest nobody fills a form in less time
	 * @param formLives after so long a form is asked anew
	 * @param stretch for which forms of an address are counted, and who looks without a
	 * cookie is one visitor
	 * @param forms that an address may send to a channel in a stretch: behind one there
	 * may be a whole hall
	 */
	record Limits(@DefaultValue("PT2S") Duration fastest, @DefaultValue("PT12H") Duration formLives,
			@DefaultValue("PT10M") Duration stretch, @DefaultValue("60") int forms) {
	}
}
