package io.guildhall.organization;

import java.time.ZoneId;
import java.util.UUID;

import org.springframework.boot.test.context.TestComponent;

import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import lombok.RequiredArgsConstructor;

/** Founds organizations for the tests of other modules. */
@TestComponent
@RequiredArgsConstructor
public class OrganizationFixtures {

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	/** An organization in Shanghai that counts in CNY. */
	public UUID found(String name) {
		return found(name, ZoneId.of("Asia/Shanghai"), "CNY");
	}

	/** An organization somewhere else. */
	public UUID found(String name, ZoneId zone, String currency) {
		UUID id = Ids.next();
		String slug = "t-" + id.toString().replace("-", "").substring(12);
		return onBehalf.ofSystem(id,
				() -> organizations.found(new NewOrganization(name, slug, zone, currency, "zh-CN", false)));
	}

}
