package io.guildhall.journey;

import io.guildhall.journey.Visitor.Window;

@Journey
class LoopOnPhoneTests extends LoopJourney {

	LoopOnPhoneTests() {
		super(Window.PHONE);
	}

}
