package io.guildhall.intake.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.shared.Permission;
import io.guildhall.shared.web.NavigationEntry;
import io.guildhall.shared.web.PagePart;

/** Where imports are found. */
@Configuration(proxyBeanMethods = false)
class ImportNavigation {

	@Bean
	NavigationEntry importsEntry() {
		return new NavigationEntry(NavigationEntry.Section.MEMBERS, 80, "intake.title", "/imports",
				Permission.IMPORT_RUN);
	}

	@Bean
	PagePart importsToday() {
		return new PagePart(PagePart.Page.TODAY, 5, "intake.title", "/imports/first", Permission.IMPORT_RUN);
	}

}
