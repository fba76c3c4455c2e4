package io.guildhall;

import io.guildhall.journey.Journey;
import io.guildhall.journey.LoopJourney;
import io.guildhall.journey.Window;

@Journey
class LoopOnDesktopTests extends LoopJourney {

	LoopOnDesktopTests() {
		super(Window.DESKTOP);
	}

}
