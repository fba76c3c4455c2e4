package io.guildhall.organization;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.guildhall.HouseTest;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import lombok.RequiredArgsConstructor;

@HouseTest
@RequiredArgsConstructor
class OrganizationModuleTests {

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

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
