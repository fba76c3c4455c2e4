package io.guildhall.insight.web;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.community.CommunityId;
import io.guildhall.insight.Dashboard;
import io.guildhall.insight.DashboardScope;
import io.guildhall.insight.DashboardService;
import io.guildhall.insight.Figure;
import io.guildhall.insight.FigureRow;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import lombok.RequiredArgsConstructor;

/** The dashboard for programs. */
@Tag(name = "Dashboard")
@RestController
@RequestMapping("/api/v1/dashboard")
@RequiredArgsConstructor
class DashboardRestController {

	private final DashboardService dashboards;

	private final OrganizationService organizations;

	@Operation(summary = "The figures of a period; of the last thirty days where none is named")
	@GetMapping
	Dashboard get(@RequestParam(required = false) @Nullable LocalDate from,
			@RequestParam(required = false) @Nullable LocalDate to,
			@RequestParam(required = false) @Nullable CommunityId community) {
		return dashboards.of(DashboardScope.of(from, to, community, organizations.today()));
	}

	@Operation(summary = "What a figure counts")
	@GetMapping("/figures/{figure}")
	Slice<FigureRow> rows(@PathVariable Figure figure, @RequestParam(required = false) @Nullable LocalDate from,
			@RequestParam(required = false) @Nullable LocalDate to,
			@RequestParam(required = false) @Nullable CommunityId community,
			@RequestParam(required = false) @Nullable String of,
			@RequestParam(required = false) @Nullable String after) {
		return dashboards.rows(figure, DashboardScope.of(from, to, community, organizations.today()), of, after);
	}

}
