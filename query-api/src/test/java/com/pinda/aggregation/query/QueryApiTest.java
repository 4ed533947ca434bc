package com.pinda.aggregation.query;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.annotation.DirtiesContext;

/**
 * The whole service, over a database of the test's own; it ends with the test class, as the database does. It looks how
 * far a view is for each answer, as tests change that.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(properties = "query.freshness-reused-for=0")
@AutoConfigureMockMvc
@DirtiesContext
@interface QueryApiTest {}
