package io.guildhall.journey;

import io.guildhall.journey.Visitor.Window;

@Journey
class LoopOnDesktopTests extends LoopJourney {

	LoopOnDesktopTests() {
		super(Window.DESKTOP);
	}

}
