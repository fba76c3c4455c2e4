package io.guildhall.storefront;

import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.guildhall.onboarding.FormGate;
import io.guildhall.onboarding.PublicCodes;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.Lockout;
import io.guildhall.staff.LoginGuard;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Believes nothing of a link before its signature, and counts what is wrong. A right one
 * always opens: behind one network address there may be a whole city of telephones.
 */
@Slf4j
@Component
@RequiredArgsConstructor
class ShopGate {

	private final ShopReading reading;

	private final PublicCodes codes;

	private final LoginGuard guard;

	private final OnBehalf onBehalf;

	private final Tenancy tenancy;

	/**
	 * Does something behind a signed link, for its organization.
	 * @throws StorefrontRefused if it is none of ours, or for something else
	 */
	<T extends @Nullable Object> T behind(PageToken.Purpose purpose, String text, String address,
			BiFunction<ShopReading.Opened, UUID, T> work) {
		PageToken token = PageToken.read(text).orElseThrow(() -> wrong(null, address, "a broken address"));
		PublicCodes.Place place = place(token.code(), address);
		return onBehalf.ofSystem(place.organization(), () -> {
			ShopReading.Opened page = reading.page(place.subject())
				.filter(found -> purpose == PageToken.Purpose.ORDER || found.kind() == OrderPageKind.PERSONAL)
				.orElseThrow(() -> wrong(null, address, "a link of the other kind"));
			Optional<UUID> named = token.named(purpose, page.key(), page.id());
			if (named.isEmpty()) {
				throw wrong(page.id(), address, "a signature that is not ours");
			}
			return work.apply(page, named.get());
		});
	}

	/**
	 * Does something behind the link of a group, for its organization.
	 * @throws StorefrontRefused if there is none such
	 */
	<T> T open(String code, String address, Function<ShopReading.Opened, T> work) {
		PublicCodes.Place place = place(code, address);
		return onBehalf.ofSystem(place.organization(),
				() -> work.apply(reading.page(place.subject())
					.filter(found -> found.kind() == OrderPageKind.GROUP)
					.orElseThrow(() -> wrong(null, address, "a link of the other kind"))));
	}

	/** For which organization the link is that was opened. */
	UUID organization() {
		return tenancy.current();
	}

	/**
	 * Counts nothing.
	 * @throws io.guildhall.staff.StaffRefused if too many wrong ones came from there
	 */
	void requireFree(String address) {
		guard.requireFree(subject(address));
	}

	/** Ids only go into logs: no address, no token, nobody's name. */
	void count(@Nullable UUID page, String address, String what) {
		log.warn("Order page {} was followed with {}", (page != null) ? page : "(none)", what);
		if (page != null) {
			reading.refused(page);
		}
		guard.count(subject(address), Lockout.ADDRESS);
	}

	private PublicCodes.Place place(String code, String address) {
		return codes.find(OrderPages.KIND, code)
			.orElseThrow(() -> wrong(null, address, "a code that there is none of"));
	}

	private StorefrontRefused wrong(@Nullable UUID page, String address, String what) {
		count(page, address, what);
		return StorefrontRefused.unknown();
	}

	private static String subject(String address) {
		return "order-page/" + FormGate.network(address);
	}

}
