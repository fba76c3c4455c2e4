package io.guildhall.organization.web;

import java.time.ZoneId;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.organization.NightState;
import io.guildhall.organization.NightWatch;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationService;
import io.guildhall.organization.OrganizationSettings;
import io.guildhall.shared.Money;
import io.guildhall.shared.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import lombok.RequiredArgsConstructor;

/** The organization of the key, for programs. */
@Tag(name = "Organization")
@RestController
@RequestMapping("/api/v1/organization")
@RequiredArgsConstructor
class OrganizationRestController {

	private final OrganizationService organizations;

	private final NightWatch watch;

	@Operation(summary = "The organization of the key")
	@GetMapping
	ResponseEntity<OrganizationDetails> get() {
		return tagged(organizations.current());
	}

	@Operation(summary = "How far the nightly work is: what figures of every night are of")
	@GetMapping("/nights")
	NightState nights() {
		return watch.state();
	}

	@Operation(summary = "Changes its settings")
	@PutMapping
	ResponseEntity<OrganizationDetails> change(@Valid @RequestBody SettingsRequest request,
			@RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
		OrganizationSettings settings = new OrganizationSettings(request.name(), request.zone(), request.language(),
				request.keepsText(), request.retentionMonths(), request.refundLimit(), request.lifetimeMonths());
		return tagged(organizations.change(settings, Versions.of(ifMatch)));
	}

	private static ResponseEntity<OrganizationDetails> tagged(OrganizationDetails organization) {
		return ResponseEntity.ok().eTag(Versions.tag(organization.version())).body(organization);
	}

	record SettingsRequest(@NotBlank String name, @NotNull ZoneId zone, @NotBlank String language, boolean keepsText,
			int retentionMonths, @NotNull Money refundLimit, int lifetimeMonths) {
	}

}
