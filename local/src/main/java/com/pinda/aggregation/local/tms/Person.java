package com.pinda.aggregation.local.tms;

import java.util.Random;

/**
 * Somebody made up.
 *
 * @param name two or three characters, the family name first
 * @param phone a mobile number of eleven digits
 * @param street a street address below the county
 */
public record Person(String name, String phone, String street) {

    private static final String FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";
    private static final String GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国志文慧宇晨欣怡子涵浩然梓轩雨佳俊思";
    private static final String[] STREETS = {"人民路", "解放大道", "中山路", "建设街", "和平里", "文化巷", "科技园", "滨江道", "学院路", "幸福小区"};

    /** Draws a person. */
    public static Person random(Random random) {
        return new Person(name(random), phone(random), street(random));
    }

    /** The same person with characters of four bytes in name and street. */
    public Person withEmoji() {
        return new Person(name + "\uD83D\uDE00\uD842\uDFB7", phone, street + "\uD83C\uDFE0");
    }

    private static String name(Random random) {
        var name = new StringBuilder().append(oneOf(FAMILY, random)).append(oneOf(GIVEN, random));
        if (random.nextInt(3) > 0) {
            name.append(oneOf(GIVEN, random));
        }
        return name.toString();
    }

    private static String phone(Random random) {
        return "1" + (3 + random.nextInt(7)) + (100_000_000 + random.nextInt(900_000_000));
    }

    private static String street(Random random) {
        return STREETS[random.nextInt(STREETS.length)] + (1 + random.nextInt(999)) + "号" + (1 + random.nextInt(30))
                + "栋" + (101 + random.nextInt(2800)) + "室";
    }

    private static char oneOf(String characters, Random random) {
        return characters.charAt(random.nextInt(characters.length()));
    }
}
