package io.guildhall.onboarding;

import java.time.LocalDate;

import org.springframework.stereotype.Component;

import io.guildhall.organization.NightlyWork;
import lombok.RequiredArgsConstructor;

/**
 * Works out every night how far everybody has come who joined by a channel, after
 * challenges have given what they owe.
 */
@Component
@RequiredArgsConstructor
class OnboardingNight implements NightlyWork {

	private final ChannelFunnels funnels;

	@Override
	public int order() {
		return 65;
	}

	@Override
	public void run(LocalDate day) {
		funnels.count(null, day);
	}

}
