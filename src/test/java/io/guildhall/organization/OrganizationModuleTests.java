package io.guildhall.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.HouseTest;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.ScopedClock;
import lombok.RequiredArgsConstructor;

@HouseTest
@RequiredArgsConstructor
class OrganizationModuleTests {

	private final OrganizationService organizations;

	private final OrganizationRepository repository;

	private final NightWatch watch;

	private final OnBehalf onBehalf;

	private final TransactionTemplate transaction;

	private final ScopedClock clock;

	private boolean broken;

	@Test
	void whatANightBreaksOnIsWrittenDownUntilItIsDone() {
		UUID id = Ids.next();
		onBehalf.ofSystem(id,
				() -> organizations.found(new NewOrganization("Acme", null, ZoneId.of("UTC"), "CNY", "en", false)));
		LocalDate founded = state(id).done();
		NightlyWork work = new NightlyWork() {

			@Override
			public int order() {
				return 0;
			}

			@Override
			public void run(LocalDate day) {
				if (broken) {
					throw new IllegalStateException("out of paper");
				}
			}

		};
		ObjectProvider<NightlyWork> works = new ObjectProvider<>() {

			@Override
			public NightlyWork getObject() {
				return work;
			}

			@Override
			public Stream<NightlyWork> stream() {
				return Stream.of(work);
			}

		};
		Nights nights = new Nights(works, repository, onBehalf, transaction, clock);
		Instant next = founded.plusDays(1).atTime(3, 0).toInstant(ZoneOffset.UTC);
		broken = true;
		clock.callAt(next, () -> {
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> nights.catchUp(id));
			assertThat(state(id)).satisfies(state -> {
				assertThat(state.trouble()).isEqualTo("organization");
				assertThat(state.troubleAt()).isEqualTo(next);
				assertThat(state.behind()).isEqualTo(1);
				assertThat(state.late()).isTrue();
			});
			broken = false;
			nights.catchUp(id);
			assertThat(state(id))
				.isEqualTo(new NightState(founded.plusDays(1), founded.plusDays(1), null, null, false));
			return true;
		});
	}

	private NightState state(UUID id) {
		return onBehalf.ofSystem(id, watch::state);
	}

	/** Of 150 with four random digits, two would meet in one of six runs. */
	@Test
	void everyNamesakeFindsAnAddress() {
		Set<String> addresses = new HashSet<>();
		for (int i = 0; i < 150; i++) {
			UUID id = Ids.next();
			onBehalf.ofSystem(id, () -> organizations.found(new NewOrganization("三十二个字的名字也有地址三十二个字的名字也有地址", null,
					ZoneId.of("Asia/Shanghai"), "CNY", "zh-CN", false)));
			addresses.add(onBehalf.ofSystem(id, () -> organizations.get(id).slug()));
		}
		assertThat(addresses).hasSize(150).allMatch(address -> address.length() <= 40);
	}

}
