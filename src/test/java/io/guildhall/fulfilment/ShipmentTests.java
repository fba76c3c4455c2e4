package io.guildhall.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

class ShipmentTests {

	private static final List<UUID> LINES = List.of(UUID.randomUUID(), UUID.randomUUID());

	@Test
	void aParcelOnItsWayIsTakenBackWithAllThatIsInIt() {
		assertThat(shipment(false, false, true, false).takeBack()).isEqualTo(LINES);
	}

	@Test
	void whatSomethingLaterDependsOnStays() {
		refused("arrived", shipment(true, false, true, false));
		refused("taken-back-already", shipment(false, true, true, false));
		refused("paid-back-since", shipment(false, false, true, true));
		refused("paid-back-since", shipment(false, false, false, false));
	}

	private static void refused(String code, Shipment its) {
		assertThatExceptionOfType(FulfilmentRefused.class).isThrownBy(its::takeBack)
			.returns("fulfilment.refused." + code, FulfilmentRefused::getCode);
	}

	private static Shipment shipment(boolean arrived, boolean takenBack, boolean paid, boolean paidBack) {
		return new Shipment(UUID.randomUUID(), UUID.randomUUID(), 12, "SF", arrived, takenBack, paid, paidBack, LINES,
				"Tea × 1, Cup × 1");
	}

}
