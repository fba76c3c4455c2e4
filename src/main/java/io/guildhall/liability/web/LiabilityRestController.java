package io.guildhall.liability.web;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.liability.Liabilities;
import io.guildhall.liability.LiabilityPeriod;
import io.guildhall.liability.LiabilityReport;
import io.guildhall.organization.OrganizationService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import lombok.RequiredArgsConstructor;

/** What is owed, for programs. */
@Tag(name = "Liabilities")
@RestController
@RequestMapping("/api/v1/liabilities")
@RequiredArgsConstructor
class LiabilityRestController {

	private final Liabilities liabilities;

	private final OrganizationService organizations;

	@Operation(
			summary = "What is owed at the end of a day, by kind, and on the days before it; of today and ninety days where none is named")
	@GetMapping
	LiabilityReport of(@RequestParam(required = false) @Nullable LocalDate from,
			@RequestParam(required = false) @Nullable LocalDate to) {
		return liabilities.of(LiabilityPeriod.of(from, to, organizations.today()));
	}

	@Operation(summary = "Counts days that are over again, for when facts of theirs came late")
	@PostMapping("/recounts")
	RecountResponse recount(@Valid @RequestBody RecountRequest request) {
		return new RecountResponse(
				liabilities.recount(LiabilityPeriod.of(request.from(), request.to(), organizations.today())));
	}

	record RecountRequest(@NotNull LocalDate from, @NotNull LocalDate to) {
	}

	/** How many figures were new or others than before. */
	record RecountResponse(int figures) {
	}

}
