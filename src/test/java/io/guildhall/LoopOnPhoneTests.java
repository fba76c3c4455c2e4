package io.guildhall;

import io.guildhall.journey.Journey;
import io.guildhall.journey.LoopJourney;
import io.guildhall.journey.Window;

@Journey
class LoopOnPhoneTests extends LoopJourney {

	LoopOnPhoneTests() {
		super(Window.PHONE);
	}

}
