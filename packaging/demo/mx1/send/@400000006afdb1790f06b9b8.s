@400000006afd17a51c94ac5c new msg 93010
@400000006afd17a51c94c3cc info msg 93010: bytes 14317 from <David.Smith@yahoo.com> qp 2448 uid 7791
@400000006afd17a51c94db3c starting delivery 183: msg 93010 to remote tina@cyberdyne21.es
@400000006afd17a51c952d44 status: local 0/10 remote 1/20
@400000006afd17a538eaf604 delivery 183: success: 191.166.194.202_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_473A01761F5/
@400000006afd17a538eb53c4 status: local 0/10 remote 0/20
@400000006afd17a538ebc50c end msg 93010
@400000006afd1b8135690304 new msg 93010
@400000006afd1b8135697064 info msg 93010: bytes 2040 from <ann-list-return-0-ines670=acme-hosting0.test@lists.example.org> qp 2460 uid 1003
@400000006afd1b813569c654 starting delivery 184: msg 93010 to local ines670@acme-hosting0.test
@400000006afd1b813569e97c status: local 1/10 remote 0/20
@400000006afd1b8200d56eac delivery 184: success: did_1+0+0/
@400000006afd1b8200d595bc status: local 0/10 remote 0/20
@400000006afd1b8200d5a174 end msg 93010
@400000006afd1eca04e2445c new msg 93010
@400000006afd1eca04e24844 info msg 93010: bytes 3114 from <billing.ivanov@wonka42.es> qp 2485 uid 7791
@400000006afd1eca04e2733c starting delivery 185: msg 93010 to remote contact@libero.it
@400000006afd1eca04e27b0c status: local 0/10 remote 1/20
@400000006afd1eca3107c00c delivery 185: success: 198.243.64.143_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_895D18D8253/
@400000006afd1eca3107eeec status: local 0/10 remote 0/20
@400000006afd1eca3107f6bc end msg 93010
@400000006afd1f28318b190c new msg 93010
@400000006afd1f28318b1cf4 info msg 93010: bytes 737 from <oscar@gmail.com> qp 2510 uid 7791
@400000006afd1f28318ba5ac starting delivery 186: msg 93010 to local ines@example.org
@400000006afd1f28318c1ec4 status: local 1/10 remote 0/20
@400000006afd1f2833efa1a4 delivery 186: success: did_1+0+0/
@400000006afd1f2833effb7c status: local 0/10 remote 0/20
@400000006afd1f2833f0610c end msg 93010
@400000006afd274a22f1c724 new msg 93010
@400000006afd274a22f1f604 info msg 93010: bytes 8148 from <ines.dubois@mail.example.net> qp 2517 uid 89
@400000006afd274a22f253c4 starting delivery 187: msg 93010 to remote Billing.Nagy@mail.ru
@400000006afd274a22f2ccdc status: local 0/10 remote 1/20
@400000006afd2758242ef274 delivery 187: success: 25.154.204.38_accepted_message./Remote_host_said:_250_ok_1794975552_qp_25018/
@400000006afd2758242f4094 status: local 0/10 remote 0/20
@400000006afd2758242f7b2c end msg 93010
@400000006afd282e042c1f74 new msg 93010
@400000006afd282e042ca05c info msg 93010: bytes 674 from <ann-list-return-0-tina=cyberdyne21.es@lists.example.org> qp 2528 uid 1003
@400000006afd282e042cd70c starting delivery 188: msg 93010 to remote tina@cyberdyne21.es
@400000006afd282e042d4854 status: local 0/10 remote 1/20
@400000006afd282e33d416dc delivery 188: success: 191.166.194.202_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_BD9A17DEC25/
@400000006afd282e33d4a764 status: local 0/10 remote 0/20
@400000006afd282e33d53404 end msg 93010
@400000006afd2e6105144cf4 new msg 93010
@400000006afd2e61051454c4 info msg 93010: bytes 27867 from <sales699@gmx.net> qp 2550 uid 7791
@400000006afd2e610514ed1c starting delivery 189: msg 93010 to local jobs+lindqvist@Example.COM
@400000006afd2e61051579bc status: local 1/10 remote 0/20
@400000006afd2e610691a20c delivery 189: success: did_1+0+0/
@400000006afd2e610691f414 status: local 0/10 remote 0/20
@400000006afd2e6106928884 end msg 93010
@400000006afd2ecc170becdc new msg 93010
@400000006afd2ecc170c238c info msg 93010: bytes 584 from <bounce+58ef2=user@em46.bulk-mailer.example> qp 2576 uid 7791
@400000006afd2ecc170c4a9c starting delivery 190: msg 93010 to local stefan@Example.COM
@400000006afd2ecc170c7d64 status: local 1/10 remote 0/20
@400000006afd2ecc252e5d2c delivery 190: success: did_1+0+0/
@400000006afd2ecc252e7c6c status: local 0/10 remote 0/20
@400000006afd2ecc252ebed4 end msg 93010
@400000006afd335c031204b4 new msg 93010
@400000006afd335c03121454 info msg 93010: bytes 2349 from <ben@gmail.com> qp 2593 uid 7791
@400000006afd335c0312953c starting delivery 191: msg 93010 to local mail.example.net-yves.smith@mail.example.net
@400000006afd335c0312db8c status: local 1/10 remote 0/20
@400000006afd335c03bb7f6c delivery 191: success: did_1+0+0/
@400000006afd335c03bbb234 status: local 0/10 remote 0/20
@400000006afd335c03bc2764 end msg 93010
@400000006afd3554108e74ec new msg 93010
@400000006afd3554108ecec4 info msg 93010: bytes 2169 from <carla> qp 2603 uid 89
@400000006afd3554108f24b4 starting delivery 192: msg 93010 to remote ben+kim@initech45.edu
@400000006afd3554108f7e8c status: local 0/10 remote 1/20
@400000006afd35550ba23004 delivery 192: success: 14.161.157.232_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_B0B658A732F/
@400000006afd35550ba29594 status: local 0/10 remote 0/20
@400000006afd35550ba2f354 end msg 93010
@400000006afd3842089e0054 new msg 93010
@400000006afd3842089e8cf4 info msg 93010: bytes 19777 from <ann-list-return-0-billing+nagy=gmail.com@lists.example.org> qp 2610 uid 1003
@400000006afd3842089eac34 starting delivery 193: msg 93010 to remote billing+nagy@gmail.com
@400000006afd3842089ecb74 status: local 0/10 remote 1/20
@400000006afd3843066f9f04 delivery 193: report mangled, will defer
@400000006afd384306701c04 warning: trouble in select 93010
@400000006afd384306708d4c status: local 0/10 remote 0/20
@400000006afd38530a549994 new msg 93007
@400000006afd38530a54ef84 info msg 93007: bytes 3765 from <ann-list-return-0-ben.popescu=example.org@lists.example.org> qp 2639 uid 1003
@400000006afd38530a54f754 starting delivery 194: msg 93007 to local ben.popescu@example.org
@400000006afd38530a551e64 status: local 1/10 remote 0/20
@400000006afd38530b517fc4 delivery 194: success: did_1+0+0/
@400000006afd38530b520494 status: local 0/10 remote 0/20
@400000006afd38530b522f8c end msg 93007
@400000006afd394f363641fc new msg 93007
@400000006afd394f36365d54 info msg 93007: bytes 5822 from <ann-list-return-0-newsletter587=gmail.com@lists.example.org> qp 2653 uid 1003
@400000006afd394f3636ce9c starting delivery 195: msg 93007 to remote newsletter587@gmail.com
@400000006afd394f3636fd7c status: local 0/10 remote 1/20
@400000006afd395109a3a8b4 delivery 195: success: 108.170.118.43_accepted_message./Remote_host_said:_250_OK/
@400000006afd395109a4028c status: local 0/10 remote 0/20
@400000006afd395109a450ac end msg 93007
@400000006afd39d229b9c534 starting delivery 196: msg 93010 to remote billing+nagy@gmail.com
@400000006afd39d229b9f02c status: local 0/10 remote 1/20
@400000006afd39d2374062e4 delivery 196: success: 108.170.118.43_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_3609AFC799B/
@400000006afd39d237406ab4 status: local 0/10 remote 0/20
@400000006afd39d23740d814 end msg 93010
@400000006afd3baa0702847c new msg 93010
@400000006afd3baa0702c6e4 info msg 93010: bytes 11335 from <> qp 2670 uid 7791
@400000006afd3baa0703382c starting delivery 197: msg 93010 to remote eva.smith@yahoo.com
@400000006afd3baa07035384 status: local 0/10 remote 1/20
@400000006afd3bac0e7a98ac delivery 197: success: 109.145.141.99_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_F733640EDD4/
@400000006afd3bac0e7afe3c status: local 0/10 remote 0/20
@400000006afd3bac0e7b8ec4 end msg 93010
@400000006afd3e4c03d210c4 new msg 93010
@400000006afd3e4c03d27e24 info msg 93010: bytes 912 from <stefan.horvath@gmail.com> qp 2679 uid 7791
@400000006afd3e4c03d2997c starting delivery 198: msg 93010 to local webmaster949@acme-hosting0.test
@400000006afd3e4c03d30eac status: local 1/10 remote 0/20
@400000006afd3e4c06510314 delivery 198: deferral: user_is_over_quota/
@400000006afd3e4c06514964 status: local 0/10 remote 0/20
@400000006afd3eb02e43410c starting delivery 199: msg 93010 to local webmaster949@acme-hosting0.test
@400000006afd3eb02e43d194 status: local 1/10 remote 0/20
@400000006afd3eb02f76fe4c delivery 199: success: did_0+3+0/qp_14249/
@400000006afd3eb02f773114 status: local 0/10 remote 0/20
@400000006afd3eb02f776f94 end msg 93010
@400000006afd413110850eac new msg 93010
@400000006afd41311085261c info msg 93010: bytes 20485 from <nina.hansen@acme-hosting0.test> qp 2683 uid 89
@400000006afd41311085455c starting delivery 200: msg 93010 to local jorge979@Example.COM
@400000006afd413110857ff4 status: local 1/10 remote 0/20
@400000006afd4131141bba5c delivery 200: success: did_1+0+0/
@400000006afd4131141c0c64 status: local 0/10 remote 0/20
@400000006afd4131141c9904 end msg 93010
@400000006afd419b29cd39ac new msg 93010
@400000006afd419b29cd494c info msg 93010: bytes 3620 from <yves.ozturk@t-online.de> qp 2704 uid 7791
@400000006afd419b29cd9384 starting delivery 201: msg 93010 to remote stefan.horvath@gmail.com
@400000006afd419b29ce1084 status: local 0/10 remote 1/20
@400000006afd419d2a2bf3ac delivery 201: success: 108.170.118.43_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_F73AD1E8F8E/
@400000006afd419d2a2bff64 status: local 0/10 remote 0/20
@400000006afd419d2a2c2a5c end msg 93010
@400000006afd427d2480fe5c new msg 93010
@400000006afd427d2481832c info msg 93010: bytes 1648 from <billing.ivanov@wonka42.es> qp 2731 uid 7791
@400000006afd427d2481ae24 starting delivery 202: msg 93010 to local ulrich.kowalski@mail.example.net
@400000006afd427d2481b5f4 status: local 1/10 remote 0/20
@400000006afd427d31a8ab5c delivery 202: success: did_1+0+0/
@400000006afd427d31a8c2cc status: local 0/10 remote 0/20
@400000006afd427d31a9208c end msg 93010
@400000006afd44f134552204 new msg 93010
@400000006afd44f134556854 info msg 93010: bytes 2668 from <ann-list-return-0-ulrich143=Example.COM@lists.example.org> qp 2735 uid 1003
@400000006afd44f134558b7c starting delivery 203: msg 93010 to local ulrich143@Example.COM
@400000006afd44f13455a6d4 status: local 1/10 remote 0/20
@400000006afd44f1385568dc delivery 203: success: did_0+0+1/
@400000006afd44f13855af2c status: local 0/10 remote 0/20
@400000006afd44f1385633fc end msg 93010
@400000006afd458724ce1c8c new msg 93010
@400000006afd458724ceb8cc info msg 93010: bytes 102140 from <nina.hansen@acme-hosting0.test> qp 2740 uid 89
@400000006afd458724cf0ebc starting delivery 204: msg 93010 to remote tina.popescu@stark36.es
@400000006afd458724cf1a74 status: local 0/10 remote 1/20
@400000006afd45882c3901bc delivery 204: success: 15.113.84.224_accepted_message./Remote_host_said:_250_ok_1794983293_qp_14591/
@400000006afd45882c39098c status: local 0/10 remote 0/20
@400000006afd45882c395f7c end msg 93010
@400000006afd46340d77b73c new msg 93010
@400000006afd46340d77f9a4 info msg 93010: bytes 5685 from <frank@outlook.com> qp 2751 uid 7791
@400000006afd46340d7895e4 starting delivery 205: msg 93010 to remote sales575@gmx.net
@400000006afd46340d79266c status: local 0/10 remote 1/20
@400000006afd4638350c4ca4 delivery 205: success: 169.30.61.201_accepted_message./Remote_host_said:_250_ok_1794983466_qp_15213/
@400000006afd4638350ca294 status: local 0/10 remote 0/20
@400000006afd4638350ceccc end msg 93010
@400000006afd46972ad3091c new msg 93010
@400000006afd46972ad30d04 info msg 93010: bytes 8251 from <nina.hansen@acme-hosting0.test> qp 2771 uid 89
@400000006afd46972ad35b24 starting delivery 206: msg 93010 to remote rosa.weber@gmail.com
@400000006afd46972ad3d824 status: local 0/10 remote 1/20
@400000006afd469836d87954 delivery 206: success: 108.170.118.43_accepted_message./Remote_host_said:_250_ok_1794983565_qp_19398/
@400000006afd469836d91594 status: local 0/10 remote 0/20
@400000006afd469836d9408c end msg 93010
@400000006afd49ac3943996c new msg 93010
@400000006afd49ac39442224 info msg 93010: bytes 1689 from <carla> qp 2775 uid 89
@400000006afd49ac394429f4 starting delivery 207: msg 93010 to local stefan@Example.COM
@400000006afd49ac3944c24c status: local 1/10 remote 0/20
@400000006afd49ad005df8a4 delivery 207: success: did_0+2+0/qp_28725/
@400000006afd49ad005e69ec status: local 0/10 remote 0/20
@400000006afd49ad005eb03c end msg 93010
@400000006afd4a1803a07974 new msg 93010
@400000006afd4a1803a0f28c info msg 93010: bytes 4877 from <oscar@gmail.com> qp 2790 uid 7791
@400000006afd4a1803a10de4 starting delivery 208: msg 93010 to local support.jensen@Example.COM
@400000006afd4a1803a17374 status: local 1/10 remote 0/20
@400000006afd4a1807a7ccfc delivery 208: success: did_1+0+0/
@400000006afd4a1807a822ec status: local 0/10 remote 0/20
@400000006afd4a1807a88494 end msg 93010
@400000006afd4b223b96c89c new msg 93010
@400000006afd4b223b96efac info msg 93010: bytes 2263 from <ann-list-return-0-frank.hansen=qq.com@lists.example.org> qp 2811 uid 1003
@400000006afd4b223b9735fc starting delivery 209: msg 93010 to remote frank.hansen@qq.com
@400000006afd4b223b97c684 status: local 0/10 remote 1/20
@400000006afd4b231d2beb1c delivery 209: success: 128.205.217.137_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_A602C9C7E24/
@400000006afd4b231d2c5494 status: local 0/10 remote 0/20
@400000006afd4b231d2cbe0c end msg 93010
@400000006afd4bd40b6624ec new msg 93010
@400000006afd4bd40b6682ac info msg 93010: bytes 1885 from <ben@gmail.com> qp 2831 uid 7791
@400000006afd4bd40b669634 starting delivery 210: msg 93010 to local ines670@acme-hosting0.test
@400000006afd4bd40b66bd44 status: local 1/10 remote 0/20
@400000006afd4bd40d41555c delivery 210: success: did_1+0+0/
@400000006afd4bd40d417c6c status: local 0/10 remote 0/20
@400000006afd4bd40d41ab4c end msg 93010
@400000006afd4c2b30ca0f14 new msg 93010
@400000006afd4c2b30ca12fc info msg 93010: bytes 2750 from <jobs+lindqvist@Example.COM> qp 2840 uid 89
@400000006afd4c2b30ca6cd4 starting delivery 211: msg 93010 to local jobs403@example.org
@400000006afd4c2b30cabedc status: local 1/10 remote 0/20
@400000006afd4c2b340dc094 delivery 211: success: did_1+0+0/
@400000006afd4c2b340df35c status: local 0/10 remote 0/20
@400000006afd4c2b340e2a0c end msg 93010
@400000006afd4c79164a4a8c new msg 93010
@400000006afd4c79164acf5c info msg 93010: bytes 12362 from <nina.hansen@acme-hosting0.test> qp 2848 uid 89
@400000006afd4c79164adefc starting delivery 212: msg 93010 to local ines@example.org
@400000006afd4c79164b34ec status: local 1/10 remote 0/20
@400000006afd4c792c9936a4 delivery 212: success: did_0+0+1/
@400000006afd4c792c994644 status: local 0/10 remote 0/20
@400000006afd4c792c99c72c end msg 93010
@400000006afd4db01fdf3f94 new msg 93010
@400000006afd4db01fdfcc34 info msg 93010: bytes 4153 from <oscar@gmail.com> qp 2871 uid 7791
@400000006afd4db01fdfe3a4 starting delivery 213: msg 93010 to remote gina.smith@web.de
@400000006afd4db01fe00ab4 status: local 0/10 remote 1/20
@400000006afd4db138463254 delivery 213: success: 121.144.110.19_accepted_message./Remote_host_said:_250_OK/
@400000006afd4db13846ce94 status: local 0/10 remote 0/20
@400000006afd4db1384714e4 end msg 93010
@400000006afd512c247a5b24 new msg 93010
@400000006afd512c247ad824 info msg 93010: bytes 11457 from <ann-list-return-0-zoe=yahoo.com@lists.example.org> qp 2901 uid 1003
@400000006afd512c247b39cc starting delivery 214: msg 93010 to remote zoe@yahoo.com
@400000006afd512c247bd60c status: local 0/10 remote 1/20
@400000006afd512d081659c4 delivery 214: success: 109.145.141.99_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_2230D1C35F9/
@400000006afd512d0816b39c status: local 0/10 remote 0/20
@400000006afd512d0816d6c4 end msg 93010
@400000006afd5159042d63ac new msg 93010
@400000006afd5159042db5b4 info msg 93010: bytes 537 from <billing@yahoo.com> qp 2921 uid 7791
@400000006afd5159042df434 starting delivery 215: msg 93010 to remote eva.smith@yahoo.com
@400000006afd5159042e175c status: local 0/10 remote 1/20
@400000006afd515a04e597ec delivery 215: success: 109.145.141.99_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_1BC7A4E78F2/
@400000006afd515a04e60164 status: local 0/10 remote 0/20
@400000006afd515a04e65754 end msg 93010
@400000006afd51bb1aaeb61c new msg 93010
@400000006afd51bb1aaf4e74 info msg 93010: bytes 2839 from <billing.ivanov@wonka42.es> qp 2924 uid 7791
@400000006afd51bb1aafa84c starting delivery 216: msg 93010 to local ines670@acme-hosting0.test
@400000006afd51bb1ab01994 status: local 1/10 remote 0/20
@400000006afd51bb206fa46c delivery 216: failure: This_message_is_looping:_it_already_has_my_Delivered-To_line._(#5.4.6)/
@400000006afd51bb206fac3c status: local 0/10 remote 0/20
@400000006afd51bb20700614 bounce msg 93010 qp 2926
@400000006afd51bb207086fc end msg 93010
@400000006afd51bb209e170c new msg 93010
@400000006afd51bb209eab7c info msg 93010: bytes 3739 from <> qp 2926 uid 1006
@400000006afd51bb209f18dc starting delivery 217: msg 93010 to remote billing.ivanov@wonka42.es
@400000006afd51bb209fa194 status: local 0/10 remote 1/20
@400000006afd51bc14918a84 delivery 217: success: 195.6.191.166_accepted_message./Remote_host_said:_250_ok_1794986417_qp_31175/
@400000006afd51bc1491d8a4 status: local 0/10 remote 0/20
@400000006afd51bc14923a4c end msg 93010
@400000006afd52ad0a21299c new msg 93010
@400000006afd52ad0a21c1f4 info msg 93010: bytes 24533 from <jorge432@yahoo.com> qp 2936 uid 7791
@400000006afd52ad0a223b0c starting delivery 218: msg 93010 to local jobs+lindqvist@Example.COM
@400000006afd52ad0a22c7ac status: local 1/10 remote 0/20
@400000006afd52ad0a2315cc starting delivery 219: msg 93010 to local ines670@acme-hosting0.test
@400000006afd52ad0a2367d4 status: local 2/10 remote 0/20
@400000006afd52ad0b45b824 delivery 218: success: did_0+0+1/
@400000006afd52ad0b45f6a4 status: local 1/10 remote 0/20
@400000006afd52ad0d56aa4c delivery 219: success: did_1+0+0/
@400000006afd52ad0d56c98c status: local 0/10 remote 0/20
@400000006afd52ad0d571f7c end msg 93010
@400000006afd54e630a796dc new msg 93010
@400000006afd54e630a8043c info msg 93010: bytes 1246 from <ann-list-return-0-tina=cyberdyne21.es@lists.example.org> qp 2939 uid 1003
@400000006afd54e630a81f94 starting delivery 220: msg 93010 to remote tina@cyberdyne21.es
@400000006afd54e630a83704 status: local 0/10 remote 1/20
@400000006afd54e817646164 delivery 220: failure: 191.166.194.202_does_not_like_recipient./Remote_host_said:_550_5.1.1_<tina@cyberdyne21.es>:_Recipient_address_rejected:_User_unknown/Giving_up_on_191.166.194.202./
@400000006afd54e817648c5c status: local 0/10 remote 0/20
@400000006afd54e81764a7b4 bounce msg 93010 qp 2941
@400000006afd54e81764f5d4 end msg 93010
@400000006afd54e81792b8ac new msg 93010
@400000006afd54e817932ddc info msg 93010: bytes 2146 from <> qp 2941 uid 1006
@400000006afd54e817938f84 starting delivery 221: msg 93010 to local ann-list-return-0-tina=cyberdyne21.es@lists.example.org
@400000006afd54e81793d1ec status: local 1/10 remote 0/20
@400000006afd54e81967e9f4 delivery 221: success: did_1+0+0/
@400000006afd54e819686adc status: local 0/10 remote 0/20
@400000006afd54e81968c0cc end msg 93010
@400000006afd56651f0e08fc new msg 93010
@400000006afd56651f0e7a44 info msg 93010: bytes 1223 from <yves.ozturk@t-online.de> qp 2952 uid 7791
@400000006afd56651f0ea924 starting delivery 222: msg 93010 to remote tina.hansen@aol.com
@400000006afd56651f0edfd4 status: local 0/10 remote 1/20
@400000006afd56682cebee6c delivery 222: success: 15.224.79.253_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_0AAB9251A95/
@400000006afd56682cec01f4 status: local 0/10 remote 0/20
@400000006afd56682cec733c end msg 93010
@400000006afd575d27ac3254 new msg 93010
@400000006afd575d27ac93fc info msg 93010: bytes 17823 from <oscar.virtanen@mail.example.net> qp 2967 uid 89
@400000006afd575d27acbef4 starting delivery 223: msg 93010 to local quentin@lists.example.org
@400000006afd575d27ad380c status: local 1/10 remote 0/20
@400000006afd575d2f1133b4 delivery 223: success: did_1+0+0/
@400000006afd575d2f11cff4 status: local 0/10 remote 0/20
@400000006afd575d2f12125c end msg 93010
@400000006afd57cc375bc2b4 new msg 93010
@400000006afd57cc375c14bc info msg 93010: bytes 3393 from <billing.tanaka@hotmail.com> qp 2987 uid 7791
@400000006afd57cc375c3fb4 starting delivery 224: msg 93010 to remote billing.tanaka@hotmail.com
@400000006afd57cc375cad14 status: local 0/10 remote 1/20
@400000006afd57cd29da978c delivery 224: success: 206.4.127.170_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_B1F4B7A5C1D/
@400000006afd57cd29dadddc status: local 0/10 remote 0/20
@400000006afd57cd29daf164 end msg 93010
@400000006afd58672e3bea24 new msg 93010
@400000006afd58672e3c151c info msg 93010: bytes 2528 from <ann-list-return-0-webmaster949=acme-hosting0.test@lists.example.org> qp 3010 uid 1003
@400000006afd58672e3c5b6c starting delivery 225: msg 93010 to local webmaster949@acme-hosting0.test
@400000006afd58672e3c7aac status: local 1/10 remote 0/20
@400000006afd586734587594 delivery 225: success: did_0+0+1/
@400000006afd58673458df0c status: local 0/10 remote 0/20
@400000006afd586734595824 end msg 93010
@400000006afd597f2405b3dc new msg 93010
@400000006afd597f2406484c info msg 93010: bytes 457 from <ann-list-return-0-webmaster949=acme-hosting0.test@lists.example.org> qp 3028 uid 1003
@400000006afd597f2406c934 starting delivery 226: msg 93010 to local webmaster949@acme-hosting0.test
@400000006afd597f240707b4 status: local 1/10 remote 0/20
@400000006afd597f24073a7c starting delivery 227: msg 93010 to local ines@example.org
@400000006afd597f2407889c status: local 2/10 remote 0/20
@400000006afd597f2407c71c starting delivery 228: msg 93010 to local jorge979@Example.COM
@400000006afd597f2407e274 status: local 3/10 remote 0/20
@400000006afd597f24085f74 starting delivery 229: msg 93010 to local ulrich143@Example.COM
@400000006afd597f2408bd34 status: local 4/10 remote 0/20
@400000006afd597f24095974 starting delivery 230: msg 93010 to local quentin@lists.example.org
@400000006afd597f240997f4 status: local 5/10 remote 0/20
@400000006afd597f2409b34c starting delivery 231: msg 93010 to local example.org-quentin.novak@example.org
@400000006afd597f240a2494 status: local 6/10 remote 0/20
@400000006afd597f240a863c starting delivery 232: msg 93010 to local ines@example.org
@400000006afd597f240ab51c status: local 7/10 remote 0/20
@400000006afd597f240b4d74 starting delivery 233: msg 93010 to local jobs+lindqvist@Example.COM
@400000006afd597f240bbad4 status: local 8/10 remote 0/20
@400000006afd597f240bca74 starting delivery 234: msg 93010 to local noreply991@acme-hosting0.test
@400000006afd597f240c3bbc status: local 9/10 remote 0/20
@400000006afd597f240c4774 starting delivery 235: msg 93010 to local jorge979@Example.COM
@400000006afd597f240ccc44 status: local 10/10 remote 0/20
@400000006afd597f240d167c starting delivery 236: msg 93010 to remote xenia.kim@yahoo.com
@400000006afd597f240da704 status: local 10/10 remote 1/20
@400000006afd597f240e184c starting delivery 237: msg 93010 to remote yves.brown@gmail.com
@400000006afd597f240e472c status: local 10/10 remote 2/20
@400000006afd597f240e8994 starting delivery 238: msg 93010 to remote yves497@orange.fr
@400000006afd597f240eacbc status: local 10/10 remote 3/20
@400000006afd597f240f25d4 starting delivery 239: msg 93010 to remote tina.rossi@hotmail.com
@400000006afd597f240f54b4 status: local 10/10 remote 4/20
@400000006afd597f240fb65c starting delivery 240: msg 93010 to remote eva.smith@yahoo.com
@400000006afd597f240fed0c status: local 10/10 remote 5/20
@400000006afd597f24103744 starting delivery 241: msg 93010 to remote yves.brown@gmail.com
@400000006afd597f2410b05c status: local 10/10 remote 6/20
@400000006afd597f24114c9c starting delivery 242: msg 93010 to remote Hans.Mueller@yahoo.com
@400000006afd597f2411c1cc status: local 10/10 remote 7/20
@400000006afd597f24123ae4 starting delivery 243: msg 93010 to remote eva.smith@yahoo.com
@400000006afd597f241261f4 status: local 10/10 remote 8/20
@400000006afd597f2412a45c starting delivery 244: msg 93010 to remote tina@cyberdyne21.es
@400000006afd597f2412def4 status: local 10/10 remote 9/20
@400000006afd597f24136f7c starting delivery 245: msg 93010 to remote tina@cyberdyne21.es
@400000006afd597f24139e5c status: local 10/10 remote 10/20
@400000006afd597f2413e4ac starting delivery 246: msg 93010 to remote oscar+horvath@outlook.com
@400000006afd597f24141774 status: local 10/10 remote 11/20
@400000006afd597f24146594 starting delivery 247: msg 93010 to remote luis@web.de
@400000006afd597f2414a414 status: local 10/10 remote 12/20
@400000006afd597f2414b79c starting delivery 248: msg 93010 to remote Billing.Nagy@mail.ru
@400000006afd597f24151174 status: local 10/10 remote 13/20
@400000006afd597f24159a2c starting delivery 249: msg 93010 to remote eva.smith@yahoo.com
@400000006afd597f2415f01c status: local 10/10 remote 14/20
@400000006afd597f24165994 starting delivery 250: msg 93010 to remote ulrich.silva@web.de
@400000006afd597f2416d2ac status: local 10/10 remote 15/20
@400000006afd597f2416e634 starting delivery 251: msg 93010 to remote luis@web.de
@400000006afd597f2417112c status: local 10/10 remote 16/20
@400000006afd597f24179dcc starting delivery 252: msg 93010 to remote Sales.Garcia@yahoo.com
@400000006afd597f24180b2c status: local 10/10 remote 17/20
@400000006afd597f24186cd4 starting delivery 253: msg 93010 to remote gina.smith@web.de
@400000006afd597f2418ab54 status: local 10/10 remote 18/20
@400000006afd597f2418f974 starting delivery 254: msg 93010 to remote eva.smith@yahoo.com
@400000006afd597f241918b4 status: local 10/10 remote 19/20
@400000006afd597f24191c9c starting delivery 255: msg 93010 to remote hans-popescu@gmail.com
@400000006afd597f24192854 status: local 10/10 remote 20/20
@400000006afd597f24bf7e5c delivery 227: success: did_0+0+1/
@400000006afd597f24bfa56c status: local 9/10 remote 20/20
@400000006afd597f24bfad3c starting delivery 256: msg 93010 to local ines@example.org
@400000006afd597f24bfd064 status: local 10/10 remote 20/20
@400000006afd597f252335b4 delivery 230: success: did_1+0+0/
@400000006afd597f2523ca24 status: local 9/10 remote 20/20
@400000006afd597f252400d4 starting delivery 257: msg 93010 to local Gina.Silva@mail.example.net
@400000006afd597f25244ef4 status: local 10/10 remote 20/20
@400000006afd597f253da73c delivery 256: success: did_1+0+0/
@400000006afd597f253e2824 status: local 9/10 remote 20/20
@400000006afd597f253e6e74 starting delivery 258: msg 93010 to local frank.lee@acme-hosting0.test
@400000006afd597f253e9d54 status: local 10/10 remote 20/20
@400000006afd597f25735184 delivery 231: success: did_1+0+0/
@400000006afd597f2573556c status: local 9/10 remote 20/20
@400000006afd597f2573da3c starting delivery 259: msg 93010 to local contact.kim@mail.example.net
@400000006afd597f25746eac status: local 10/10 remote 20/20
@400000006afd597f2618114c delivery 233: success: did_1+0+0/
@400000006afd597f261853b4 status: local 9/10 remote 20/20
@400000006afd597f26188e4c starting delivery 260: msg 93010 to local hans444@lists.example.org
@400000006afd597f26190b4c status: local 10/10 remote 20/20
@400000006afd597f268054b4 delivery 229: success: did_0+0+1/
@400000006afd597f2680606c status: local 9/10 remote 20/20
@400000006afd597f26809334 starting delivery 261: msg 93010 to local ines670@acme-hosting0.test
@400000006afd597f2680e924 status: local 10/10 remote 20/20
@400000006afd597f2681894c delivery 257: success: did_1+0+0/
@400000006afd597f268219d4 status: local 9/10 remote 20/20
@400000006afd597f27108e94 delivery 260: success: did_0+0+1/
@400000006afd597f2710ec54 status: local 8/10 remote 20/20
@400000006afd597f27580f44 delivery 261: success: did_1+0+0/
@400000006afd597f27585d64 status: local 7/10 remote 20/20
@400000006afd597f2831aa4c delivery 234: success: did_1+0+0/
@400000006afd597f2831f86c status: local 6/10 remote 20/20
@400000006afd597f2855300c delivery 232: success: did_1+0+0/
@400000006afd597f285566bc status: local 5/10 remote 20/20
@400000006afd597f28964434 delivery 258: success: did_1+0+0/
@400000006afd597f2896bd4c status: local 4/10 remote 20/20
@400000006afd597f2a966994 delivery 259: success: did_1+0+0/
@400000006afd597f2a96d30c status: local 3/10 remote 20/20
@400000006afd597f2cfa0bb4 delivery 226: success: did_1+0+0/
@400000006afd597f2cfa5204 status: local 2/10 remote 20/20
@400000006afd597f2d875794 delivery 235: success: did_1+0+0/
@400000006afd597f2d87b93c status: local 1/10 remote 20/20
@400000006afd597f33626d34 delivery 249: success: 109.145.141.99_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_CC87E0241E3/
@400000006afd597f3362f5ec status: local 1/10 remote 19/20
@400000006afd597f336324cc starting delivery 262: msg 93010 to remote ben.mueller@yahoo.com
@400000006afd597f33632c9c status: local 1/10 remote 20/20
@400000006afd597f33cfa624 delivery 228: success: did_1+0+0/
@400000006afd597f33cffc14 status: local 0/10 remote 20/20
@400000006afd597f395b99f4 delivery 253: deferral: 121.144.110.19_does_not_like_recipient./Remote_host_said:_452_4.2.2_Mailbox_full/Giving_up_on_121.144.110.19./
@400000006afd597f395bbd1c status: local 0/10 remote 19/20
@400000006afd597f395bff84 starting delivery 263: msg 93010 to remote tina.rossi@hotmail.com
@400000006afd597f395c6514 status: local 0/10 remote 20/20
@400000006afd598000aff8d4 delivery 242: success: 109.145.141.99_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_66F238B26D1/
@400000006afd598000b0430c status: local 0/10 remote 19/20
@400000006afd59800937fa4c delivery 254: success: 109.145.141.99_accepted_message./Remote_host_said:_250_ok_1794988405_qp_1601/
@400000006afd59800938774c status: local 0/10 remote 18/20
@400000006afd59800da6be4c delivery 236: success: 109.145.141.99_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_6CA38F2B247/
@400000006afd59800da71824 status: local 0/10 remote 17/20
@400000006afd59801903212c delivery 251: success: 121.144.110.19_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_4B61167B85B/
@400000006afd59801903adcc status: local 0/10 remote 16/20
@400000006afd598021484d44 delivery 238: success: 42.50.73.177_accepted_message./Remote_host_said:_250_OK_id=1oztu-000f6b1-33/
@400000006afd59802148783c status: local 0/10 remote 15/20
@400000006afd59802608ee4c delivery 245: success: 191.166.194.202_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_015B328A66C/
@400000006afd598026091d2c status: local 0/10 remote 14/20
@400000006afd59802976671c delivery 263: success: 206.4.127.170_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_CCC12CAE7FE/
@400000006afd59802976c8c4 status: local 0/10 remote 13/20
@400000006afd59802a40cf84 delivery 255: success: 108.170.118.43_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_70E6EE76465/
@400000006afd59802a40db3c status: local 0/10 remote 12/20
@400000006afd598038a7befc delivery 246: success: 196.163.85.66_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_B785F567F38/
@400000006afd598038a84b9c status: local 0/10 remote 11/20
@400000006afd598039b4dd84 delivery 247: success: 121.144.110.19_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_098157C02FF/
@400000006afd598039b500ac status: local 0/10 remote 10/20
@400000006afd59810d1d0864 delivery 244: success: 191.166.194.202_accepted_message./Remote_host_said:_250_OK/
@400000006afd59810d1d1804 status: local 0/10 remote 9/20
@400000006afd59811171436c delivery 237: success: 108.170.118.43_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_8E6EB29569C/
@400000006afd598111714f24 status: local 0/10 remote 8/20
@400000006afd5981183b9b0c delivery 239: success: 206.4.127.170_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_AB91DB52856/
@400000006afd5981183c0c54 status: local 0/10 remote 7/20
@400000006afd5981191151fc delivery 241: success: 108.170.118.43_accepted_message./Remote_host_said:_250_OK_id=1dubo-00021ea-0C/
@400000006afd598119115db4 status: local 0/10 remote 6/20
@400000006afd59812285ce84 delivery 252: success: 109.145.141.99_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_2566EA03D0E/
@400000006afd598122866ac4 status: local 0/10 remote 5/20
@400000006afd5982092d8e54 delivery 240: deferral: Connected_to_109.145.141.99_but_my_name_was_rejected./Remote_host_said:_450_try_later/
@400000006afd5982092de444 status: local 0/10 remote 4/20
@400000006afd59830a8857ac delivery 262: success: 109.145.141.99_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_D6F901B4ECE/
@400000006afd59830a88c50c status: local 0/10 remote 3/20
@400000006afd59841c1074b4 delivery 243: success: 109.145.141.99_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_71E907C2CD5/
@400000006afd59841c107c84 status: local 0/10 remote 2/20
@400000006afd598b11b6eb74 delivery 250: success: 121.144.110.19_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_F9C66566678/
@400000006afd598b11b6f72c status: local 0/10 remote 1/20
@400000006afd598e0513667c delivery 248: success: 25.154.204.38_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_6C1A569D2E0/
@400000006afd598e0513fed4 status: local 0/10 remote 0/20
@400000006afd5a951fde226c new msg 93007
@400000006afd5a951fde8fcc info msg 93007: bytes 8225 from <ann-list-return-0-eva.smith=yahoo.com@lists.example.org> qp 3033 uid 1003
@400000006afd5a951fdf149c starting delivery 264: msg 93007 to remote eva.smith@yahoo.com
@400000006afd5a951fdf3bac status: local 0/10 remote 1/20
@400000006afd5a9729af2e44 delivery 264: success: 109.145.141.99_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_1B7E8FE7B72/
@400000006afd5a9729af3de4 status: local 0/10 remote 0/20
@400000006afd5a9729afb314 end msg 93007
@400000006afd5b110b2c9a74 starting delivery 265: msg 93010 to remote gina.smith@web.de
@400000006afd5b110b2caa14 status: local 0/10 remote 1/20
@400000006afd5b12391dc1ec delivery 265: success: 121.144.110.19_accepted_message./Remote_host_said:_250_OK/
@400000006afd5b12391e277c status: local 0/10 remote 0/20
@400000006afd5b132851dc7c new msg 93007
@400000006afd5b13285274d4 info msg 93007: bytes 2360 from <> qp 3038 uid 7791
@400000006afd5b132852a3b4 starting delivery 266: msg 93007 to local ines@example.org
@400000006afd5b132853249c status: local 1/10 remote 0/20
@400000006afd5b132c55c504 delivery 266: success: did_1+0+0/
@400000006afd5b132c55ccd4 status: local 0/10 remote 0/20
@400000006afd5b132c55effc end msg 93007
@400000006afd5b382d05d354 starting delivery 267: msg 93010 to remote eva.smith@yahoo.com
@400000006afd5b382d0663dc status: local 0/10 remote 1/20
@400000006afd5b3b2816fa44 delivery 267: success: 109.145.141.99_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_DE0C31ADC80/
@400000006afd5b3b28175804 status: local 0/10 remote 0/20
@400000006afd5b3b2817e88c end msg 93010
@400000006afd5d6c0091e984 new msg 93010
@400000006afd5d6c00922804 info msg 93010: bytes 8709 from <jobs403@example.org> qp 3059 uid 89
@400000006afd5d6c00929564 starting delivery 268: msg 93010 to remote xenia.kim@yahoo.com
@400000006afd5d6c0092acd4 status: local 0/10 remote 1/20
@400000006afd5d6c266a4ffc delivery 268: success: 109.145.141.99_accepted_message./Remote_host_said:_250_OK_id=1pope-00073f9-AD/
@400000006afd5d6c266ae084 status: local 0/10 remote 0/20
@400000006afd5d6c266b0b7c end msg 93010
@400000006afd5dad0bae68ec new msg 93010
@400000006afd5dad0baeaf3c info msg 93010: bytes 7806 from <support923@monarch25.jp> qp 3077 uid 7791
@400000006afd5dad0baee9d4 starting delivery 269: msg 93010 to remote ben+kim@initech45.edu
@400000006afd5dad0baf62ec status: local 0/10 remote 1/20
@400000006afd5daf1a257564 delivery 269: success: 14.161.157.232_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_2D70B3C6AF0/
@400000006afd5daf1a260dbc status: local 0/10 remote 0/20
@400000006afd5daf1a2657f4 end msg 93010
@400000006afd5e56273281fc new msg 93010
@400000006afd5e562732acf4 info msg 93010: bytes 5481 from <oscar@gmail.com> qp 3096 uid 7791
@400000006afd5e562732d7ec starting delivery 270: msg 93010 to local support.jensen@Example.COM
@400000006afd5e562732f344 status: local 1/10 remote 0/20
@400000006afd5e5627333994 starting delivery 271: msg 93010 to local jobs403@example.org
@400000006afd5e562733c24c status: local 2/10 remote 0/20
@400000006afd5e562733e574 starting delivery 272: msg 93010 to local ines670@acme-hosting0.test
@400000006afd5e5627344334 status: local 3/10 remote 0/20
@400000006afd5e56273452d4 starting delivery 273: msg 93010 to local stefan@Example.COM
@400000006afd5e5627346a44 status: local 4/10 remote 0/20
@400000006afd5e562734cfd4 starting delivery 274: msg 93010 to local mail.example.net-yves.smith@mail.example.net
@400000006afd5e5627351a0c status: local 5/10 remote 0/20
@400000006afd5e5627357f9c starting delivery 275: msg 93010 to remote eva.smith@yahoo.com
@400000006afd5e5627360854 status: local 5/10 remote 1/20
@400000006afd5e56273617f4 starting delivery 276: msg 93010 to remote tina@cyberdyne21.es
@400000006afd5e562736799c status: local 5/10 remote 2/20
@400000006afd5e562737063c starting delivery 277: msg 93010 to remote Sales.Weber@gmail.com
@400000006afd5e56273767e4 status: local 5/10 remote 3/20
@400000006afd5e562737e4e4 starting delivery 278: msg 93010 to remote eva.smith@yahoo.com
@400000006afd5e5627382f1c status: local 5/10 remote 4/20
@400000006afd5e56273888f4 starting delivery 279: msg 93010 to remote eva.smith@yahoo.com
@400000006afd5e562739020c status: local 5/10 remote 5/20
@400000006afd5e56287d1acc delivery 273: success: did_0+0+1/
@400000006afd5e56287d6504 status: local 4/10 remote 5/20
@400000006afd5e56288d37cc delivery 271: success: did_0+0+1/
@400000006afd5e56288dc46c status: local 3/10 remote 5/20
@400000006afd5e5628a1c96c delivery 270: success: did_0+3+0/qp_2389/
@400000006afd5e5628a265ac status: local 2/10 remote 5/20
@400000006afd5e56290238ec delivery 274: success: did_1+0+0/
@400000006afd5e562902488c status: local 1/10 remote 5/20
@400000006afd5e562a819d5c delivery 272: success: did_1+0+0/
@400000006afd5e562a81c084 status: local 0/10 remote 5/20
@400000006afd5e573846de34 delivery 275: success: 109.145.141.99_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_F2198719C19/
@400000006afd5e573846edd4 status: local 0/10 remote 4/20
@400000006afd5e580cc72034 delivery 276: success: 191.166.194.202_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_F09504C7EF3/
@400000006afd5e580cc7a11c status: local 0/10 remote 3/20
@400000006afd5e581fcac564 delivery 278: success: 109.145.141.99_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_ACACECE878E/
@400000006afd5e581fcb2af4 status: local 0/10 remote 2/20
@400000006afd5e583232da5c delivery 279: success: 109.145.141.99_accepted_message./Remote_host_said:_250_OK_id=1webe-000a444-19/
@400000006afd5e58323347bc status: local 0/10 remote 1/20
@400000006afd5e583468a234 delivery 277: success: 108.170.118.43_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_878FECBA635/
@400000006afd5e5834690bac status: local 0/10 remote 0/20
@400000006afd5e58346951fc end msg 93010
@400000006afd602b248ee8dc new msg 93010
@400000006afd602b248f42b4 info msg 93010: bytes 6442 from <oscar@gmail.com> qp 3121 uid 7791
@400000006afd602b248fb014 starting delivery 280: msg 93010 to local jorge979@Example.COM
@400000006afd602b24904c54 status: local 1/10 remote 0/20
@400000006afd602b2585fec4 delivery 280: success: did_1+0+0/
@400000006afd602b258629bc status: local 0/10 remote 0/20
@400000006afd602b25866c24 end msg 93010
@400000006afd60c61ea0dbc4 new msg 93010
@400000006afd60c61ea14154 info msg 93010: bytes 1558 from <nina.hansen@acme-hosting0.test> qp 3128 uid 89
@400000006afd60c61ea187a4 starting delivery 281: msg 93010 to local ines@example.org
@400000006afd60c61ea21c14 status: local 1/10 remote 0/20
@400000006afd60c61f40c544 delivery 281: success: did_1+0+0/
@400000006afd60c61f411364 status: local 0/10 remote 0/20
@400000006afd60c61f418894 end msg 93010
@400000006afd60f11a4ecb6c new msg 93010
@400000006afd60f11a4f580c info msg 93010: bytes 3112 from <oscar.popescu@outlook.com> qp 3130 uid 7791
@400000006afd60f11a4f5fdc starting delivery 282: msg 93010 to local ines670@acme-hosting0.test
@400000006afd60f11a4f8ad4 status: local 1/10 remote 0/20
@400000006afd60f11a501b5c starting delivery 283: msg 93010 to local ines@example.org
@400000006afd60f11a504e24 status: local 2/10 remote 0/20
@400000006afd60f11b002d94 delivery 283: success: did_1+0+0/
@400000006afd60f11b0054a4 status: local 1/10 remote 0/20
@400000006afd60f128dfc884 delivery 282: failure: Sorry,_no_mailbox_here_by_that_name._(#5.1.1)/
@400000006afd60f128e031fc status: local 0/10 remote 0/20
@400000006afd60f128e04584 bounce msg 93010 qp 3132
@400000006afd60f128e0b6cc end msg 93010
@400000006afd60f1290e79a4 new msg 93010
@400000006afd60f1290ecbac info msg 93010: bytes 4012 from <> qp 3132 uid 1006
@400000006afd60f1290eeaec starting delivery 284: msg 93010 to remote oscar.popescu@outlook.com
@400000006afd60f1290f19cc status: local 0/10 remote 1/20
@400000006afd60f223d4cc54 delivery 284: success: 42.50.73.177_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_1C62EA4C652/
@400000006afd60f223d50304 status: local 0/10 remote 0/20
@400000006afd60f223d50ad4 end msg 93010
@400000006afd61692541411c new msg 93010
@400000006afd61692541aa94 info msg 93010: bytes 8526 from <billing.tanaka@hotmail.com> qp 3147 uid 7791
@400000006afd61692541dd5c starting delivery 285: msg 93010 to remote vera.virtanen@aol.com
@400000006afd616925421bdc status: local 0/10 remote 1/20
@400000006afd616f376e8764 delivery 285: success: 15.224.79.253_accepted_message./Remote_host_said:_250_OK_id=1pope-000686d-11/
@400000006afd616f376e9ed4 status: local 0/10 remote 0/20
@400000006afd616f376ea2bc end msg 93010
@400000006afd62a20f08ceec new msg 93010
@400000006afd62a20f08d2d4 info msg 93010: bytes 15560 from <ann-list-return-0-gina144=acme-hosting0.test@lists.example.org> qp 3175 uid 1003
@400000006afd62a20f094bec starting delivery 286: msg 93010 to local gina144@acme-hosting0.test
@400000006afd62a20f099df4 status: local 1/10 remote 0/20
@400000006afd62a20f0a1edc starting delivery 287: msg 93010 to local ben.popescu@example.org
@400000006afd62a20f0a78b4 status: local 2/10 remote 0/20
@400000006afd62a2126a8bd4 delivery 287: success: did_1+0+0/
@400000006afd62a2126ab2e4 status: local 1/10 remote 0/20
@400000006afd62a215f94844 delivery 286: success: did_0+0+1/
@400000006afd62a215f9927c status: local 0/10 remote 0/20
@400000006afd62a215f9f03c end msg 93010
@400000006afd63fb3984a9ac new msg 93010
@400000006afd63fb3984c8ec info msg 93010: bytes 4584 from <oscar@gmail.com> qp 3204 uid 7791
@400000006afd63fb39850f3c starting delivery 288: msg 93010 to local ines@example.org
@400000006afd63fb39854dbc status: local 1/10 remote 0/20
@400000006afd63fb3985da5c starting delivery 289: msg 93010 to local acme-hosting0.test-Eva.Dubois@acme-hosting0.test
@400000006afd63fb3985de44 status: local 2/10 remote 0/20
@400000006afd63fb398614f4 starting delivery 290: msg 93010 to remote rosa.weber@gmail.com
@400000006afd63fb39866ecc status: local 2/10 remote 1/20
@400000006afd63fb39868e0c starting delivery 291: msg 93010 to remote tina@cyberdyne21.es
@400000006afd63fb398691f4 status: local 2/10 remote 2/20
@400000006afd63fb3986efb4 starting delivery 292: msg 93010 to remote oscar@gmail.com
@400000006afd63fb3987033c status: local 2/10 remote 3/20
@400000006afd63fc0170b4ac delivery 289: success: did_1+0+0/
@400000006afd63fc01713d64 status: local 1/10 remote 3/20
@400000006afd63fc22f787cc delivery 288: failure: Sorry,_no_mailbox_here_by_that_name._(#5.1.1)/
@400000006afd63fc22f79b54 status: local 0/10 remote 3/20
@400000006afd63fc2537b3cc delivery 290: success: 108.170.118.43_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_70A5A1CF921/
@400000006afd63fc25384c24 status: local 0/10 remote 2/20
@400000006afd63fc39774014 delivery 291: success: 191.166.194.202_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_CB9EC34EF14/
@400000006afd63fc39778a4c status: local 0/10 remote 1/20
@400000006afd63fd0e2c3644 delivery 292: success: 108.170.118.43_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_7276AB426A5/
@400000006afd63fd0e2c884c status: local 0/10 remote 0/20
@400000006afd63fd0e2cc6cc bounce msg 93010 qp 3206
@400000006afd63fd0e2ceddc end msg 93010
@400000006afd63fd0e5b0e74 new msg 93010
@400000006afd63fd0e5b8b74 info msg 93010: bytes 5484 from <> qp 3206 uid 1006
@400000006afd63fd0e5c142c starting delivery 293: msg 93010 to remote oscar@gmail.com
@400000006afd63fd0e5c4ec4 status: local 0/10 remote 1/20
@400000006afd641b106b7fb4 delivery 293: success: 188.60.8.235_accepted_message./Remote_host_said:_250_ok_1794991091_qp_4917/
@400000006afd641b106be92c status: local 0/10 remote 0/20
@400000006afd641b106c7d9c end msg 93010
@400000006afd64a10c70b334 new msg 93010
@400000006afd64a10c7118c4 info msg 93010: bytes 4383 from <ann-list-return-0-luis.berg=example.org@lists.example.org> qp 3208 uid 1003
@400000006afd64a10c716eb4 starting delivery 294: msg 93010 to local luis.berg@example.org
@400000006afd64a10c71ff3c status: local 1/10 remote 0/20
@400000006afd64a10e292134 delivery 294: success: did_1+0+0/
@400000006afd64a10e298e94 status: local 0/10 remote 0/20
@400000006afd64a10e299664 end msg 93010
@400000006afd65e9394b137c new msg 93010
@400000006afd65e9394ba7ec info msg 93010: bytes 1945 from <office.brown@contoso50.com.br> qp 3231 uid 7791
@400000006afd65e9394c154c starting delivery 295: msg 93010 to remote rosa.weber@gmail.com
@400000006afd65e9394c3c5c status: local 0/10 remote 1/20
@400000006afd65ed164eb75c delivery 295: success: 108.170.118.43_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_A213EB1E991/
@400000006afd65ed164ebf2c status: local 0/10 remote 0/20
@400000006afd65ed164f3074 end msg 93010
@400000006afd66741e2ed074 new msg 93010
@400000006afd66741e2f2664 info msg 93010: bytes 17137 from <ines670@acme-hosting0.test> qp 3235 uid 89
@400000006afd66741e2f6cb4 starting delivery 296: msg 93010 to remote ben@gmail.com
@400000006afd66741e2fa74c status: local 0/10 remote 1/20
@400000006afd66752788819c delivery 296: success: 108.170.118.43_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_724632865A2/
@400000006afd66752788c01c status: local 0/10 remote 0/20
@400000006afd66752788eb14 end msg 93010
@400000006afd66c618a4401c new msg 93010
@400000006afd66c618a4672c info msg 93010: bytes 17630 from <Sales.Smith@acme-hosting0.test> qp 3247 uid 89
@400000006afd66c618a4960c starting delivery 297: msg 93010 to remote tina.hansen@aol.com
@400000006afd66c618a4d0a4 status: local 0/10 remote 1/20
@400000006afd66c71dbc7704 delivery 297: success: 15.224.79.253_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_3CE53B11B08/
@400000006afd66c71dbcd0dc status: local 0/10 remote 0/20
@400000006afd66c71dbcfbd4 end msg 93010
@400000006afd67e41dae712c new msg 93010
@400000006afd67e41dae983c info msg 93010: bytes 2075 from <nina.hansen@acme-hosting0.test> qp 3264 uid 89
@400000006afd67e41daf3094 starting delivery 298: msg 93010 to local ines670@acme-hosting0.test
@400000006afd67e41daf9624 status: local 1/10 remote 0/20
@400000006afd67e4260d9d84 delivery 298: success: did_0+0+1/
@400000006afd67e4260dd04c status: local 0/10 remote 0/20
@400000006afd67e4260ddc04 end msg 93010
@400000006afd686c1f384964 new msg 93010
@400000006afd686c1f38e5a4 info msg 93010: bytes 17195 from <ann-list-return-37-ines=example.org@lists.example.org> qp 3275 uid 1003
@400000006afd686c1f395ad4 starting delivery 299: msg 93010 to local ines@example.org
@400000006afd686c1f399184 status: local 1/10 remote 0/20
@400000006afd686c1f9f96b4 delivery 299: success: did_0+0+1/
@400000006afd686c1f9fe4d4 status: local 0/10 remote 0/20
@400000006afd686c1fa02354 end msg 93010
@400000006afd68811991d854 new msg 93010
@400000006afd68811991fb7c info msg 93010: bytes 5862 from <luis91@tyrell46.edu> qp 3304 uid 7791
@400000006afd68811992787c starting delivery 300: msg 93010 to local paul@acme-hosting0.test
@400000006afd68811992fd4c status: local 1/10 remote 0/20
@400000006afd68811c797f54 delivery 300: success: did_1+0+0/
@400000006afd68811c79c98c status: local 0/10 remote 0/20
@400000006afd68811c79ecb4 end msg 93010
@400000006afd697119f1b364 new msg 93010
@400000006afd697119f1da74 info msg 93010: bytes 672 from <billing@yahoo.com> qp 3318 uid 7791
@400000006afd697119f21124 starting delivery 301: msg 93010 to local ines@example.org
@400000006afd697119f23c1c status: local 1/10 remote 0/20
@400000006afd697119f24fa4 starting delivery 302: msg 93010 to local ben.popescu@example.org
@400000006afd697119f2e414 status: local 2/10 remote 0/20
@400000006afd697119f37c6c starting delivery 303: msg 93010 to remote sales.jones@mail.ru
@400000006afd697119f418ac status: local 2/10 remote 1/20
@400000006afd697119f43fbc starting delivery 304: msg 93010 to remote tina@cyberdyne21.es
@400000006afd697119f49994 status: local 2/10 remote 2/20
@400000006afd697119f51a7c starting delivery 305: msg 93010 to remote oscar.silva@gmx.net
@400000006afd697119f587dc status: local 2/10 remote 3/20
@400000006afd69711aab79fc delivery 301: failure: Sorry,_no_mailbox_here_by_that_name._(#5.1.1)/
@400000006afd69711aac1254 status: local 1/10 remote 3/20
@400000006afd69711f7e9d4c delivery 302: success: did_1+0+0/
@400000006afd69711f7ea51c status: local 0/10 remote 3/20
@400000006afd6972219501fc delivery 305: success: 169.30.61.201_accepted_message./Remote_host_said:_250_ok_1794992487_qp_12484/
@400000006afd69722195678c status: local 0/10 remote 2/20
@400000006afd697337c1b074 delivery 304: success: 191.166.194.202_accepted_message./Remote_host_said:_250_ok_1794992487_qp_6966/
@400000006afd697337c1cfb4 status: local 0/10 remote 1/20
@400000006afd698d101b870c delivery 303: success: 25.154.204.38_accepted_message./Remote_host_said:_250_ok_1794992487_qp_32127/
@400000006afd698d101bdcfc status: local 0/10 remote 0/20
@400000006afd698d101c6d84 bounce msg 93010 qp 3320
@400000006afd698d101c810c end msg 93010
@400000006afd698d104ac4cc new msg 93010
@400000006afd698d104aff64 info msg 93010: bytes 1572 from <> qp 3320 uid 1006
@400000006afd698d104b7494 starting delivery 306: msg 93010 to remote billing@yahoo.com
@400000006afd698d104bce6c status: local 0/10 remote 1/20
@400000006afd698e28de70c4 delivery 306: success: 216.224.8.183_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_E7968D65625/
@400000006afd698e28debafc status: local 0/10 remote 0/20
@400000006afd698e28df5354 end msg 93010
@400000006afd6a910c995974 new msg 93010
@400000006afd6a910c99c6d4 info msg 93010: bytes 3289 from <carla> qp 3333 uid 89
@400000006afd6a910c99e22c starting delivery 307: msg 93010 to local ben.popescu@example.org
@400000006afd6a910c99fd84 status: local 1/10 remote 0/20
@400000006afd6a910fe5c16c delivery 307: success: did_1+0+0/
@400000006afd6a910fe651f4 status: local 0/10 remote 0/20
@400000006afd6a910fe659c4 end msg 93010
@400000006afd6ba01dbe4bc4 new msg 93010
@400000006afd6ba01dbee41c info msg 93010: bytes 986 from <nina.hansen@acme-hosting0.test> qp 3346 uid 89
@400000006afd6ba01dbf49ac starting delivery 308: msg 93010 to local quentin@lists.example.org
@400000006afd6ba01dbfbaf4 status: local 1/10 remote 0/20
@400000006afd6ba021211e04 delivery 308: success: did_1+0+0/
@400000006afd6ba021217fac status: local 0/10 remote 0/20
@400000006afd6ba021219eec end msg 93010
@400000006afd6bd40d4f14e4 new msg 93010
@400000006afd6bd40d4f95cc info msg 93010: bytes 3176 from <contact.kim@orange.fr> qp 3372 uid 7791
@400000006afd6bd40d4fe004 starting delivery 309: msg 93010 to local webmaster949@acme-hosting0.test
@400000006afd6bd40d505534 status: local 1/10 remote 0/20
@400000006afd6bd41b4285f4 delivery 309: success: did_1+0+0/
@400000006afd6bd41b42a534 status: local 0/10 remote 0/20
@400000006afd6bd41b42b4d4 end msg 93010
@400000006afd6bf009e2ad84 new msg 93010
@400000006afd6bf009e32a84 info msg 93010: bytes 969 from <nina.hansen@acme-hosting0.test> qp 3378 uid 89
@400000006afd6bf009e3557c starting delivery 310: msg 93010 to local ines@example.org
@400000006afd6bf009e38074 status: local 1/10 remote 0/20
@400000006afd6bf00de0cd94 delivery 310: success: did_0+0+1/
@400000006afd6bf00de11bb4 status: local 0/10 remote 0/20
@400000006afd6bf00de19c9c end msg 93010
@400000006afd6c8f0d896e64 new msg 93010
@400000006afd6c8f0d89dfac info msg 93010: bytes 34602 from <billing@yahoo.com> qp 3391 uid 7791
@400000006afd6c8f0d8a453c starting delivery 311: msg 93010 to local acme-hosting0.test-Eva.Dubois@acme-hosting0.test
@400000006afd6c8f0d8a9b2c status: local 1/10 remote 0/20
@400000006afd6c8f16459b54 delivery 311: success: did_0+0+1/
@400000006afd6c8f16461c3c status: local 0/10 remote 0/20
@400000006afd6c8f1646b0ac end msg 93010
@400000006afd6cba2c0ecd0c new msg 93010
@400000006afd6cba2c0f22fc info msg 93010: bytes 26948 from <ann-list-return-0-ines670=acme-hosting0.test@lists.example.org> qp 3411 uid 1003
@400000006afd6cba2c0f711c starting delivery 312: msg 93010 to local ines670@acme-hosting0.test
@400000006afd6cba2c0fa7cc status: local 1/10 remote 0/20
@400000006afd6cba3b746fa4 delivery 312: success: did_1+0+0/
@400000006afd6cba3b74cd64 status: local 0/10 remote 0/20
@400000006afd6cba3b755dec end msg 93010
@400000006afd6e4b0d38c5f4 new msg 93010
@400000006afd6e4b0d38d594 info msg 93010: bytes 65167 from <ann-list-return-0-ines670=acme-hosting0.test@lists.example.org> qp 3421 uid 1003
@400000006afd6e4b0d393b24 starting delivery 313: msg 93010 to local ines670@acme-hosting0.test
@400000006afd6e4b0d3998e4 status: local 1/10 remote 0/20
@400000006afd6e4b10acca8c delivery 313: success: did_1+0+0/
@400000006afd6e4b10ad3404 status: local 0/10 remote 0/20
@400000006afd6e4b10ad7284 end msg 93010
@400000006afd6fda28f3e10c new msg 93010
@400000006afd6fda28f4469c info msg 93010: bytes 2591 from <oscar@gmail.com> qp 3425 uid 7791
@400000006afd6fda28f4db0c starting delivery 314: msg 93010 to local noreply991@acme-hosting0.test
@400000006afd6fda28f567ac status: local 1/10 remote 0/20
@400000006afd6fda2eb98a4c delivery 314: success: did_0+0+1/
@400000006afd6fda2eb9ccb4 status: local 0/10 remote 0/20
@400000006afd6fda2eba0364 end msg 93010
@400000006afd6ff21ad0289c new msg 93010
@400000006afd6ff21ad0306c info msg 93010: bytes 84452 from <ann-list-return-0-eva.smith=yahoo.com@lists.example.org> qp 3455 uid 1003
@400000006afd6ff21ad06eec starting delivery 315: msg 93010 to remote eva.smith@yahoo.com
@400000006afd6ff21ad10744 status: local 0/10 remote 1/20
@400000006afd6ff22f1e5314 delivery 315: success: 109.145.141.99_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_E1EECA02EA0/
@400000006afd6ff22f1e5ae4 status: local 0/10 remote 0/20
@400000006afd6ff22f1e8dac end msg 93010
@400000006afd70f22d5483dc new msg 93010
@400000006afd70f22d54e584 info msg 93010: bytes 3331 from <hans444@lists.example.org> qp 3483 uid 89
@400000006afd70f22d54e96c starting delivery 316: msg 93010 to local stefan@Example.COM
@400000006afd70f22d5533a4 status: local 1/10 remote 0/20
@400000006afd70f22e457b5c delivery 316: success: did_0+0+1/
@400000006afd70f22e45fc44 status: local 0/10 remote 0/20
@400000006afd70f22e4632f4 end msg 93010
@400000006afd718d192cd8dc new msg 93010
@400000006afd718d192d657c info msg 93010: bytes 64358 from <nina.hansen@acme-hosting0.test> qp 3510 uid 89
@400000006afd718d192de27c starting delivery 317: msg 93010 to remote tina@cyberdyne21.es
@400000006afd718d192df9ec status: local 0/10 remote 1/20
@400000006afd718e04170904 delivery 317: success: 191.166.194.202_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_9ED6DAE804A/
@400000006afd718e04175ef4 status: local 0/10 remote 0/20
@400000006afd718e041795a4 end msg 93010
@400000006afd721913b451b4 new msg 93010
@400000006afd721913b45984 info msg 93010: bytes 21909 from <Webmaster.Costa@t-online.de> qp 3520 uid 7791
@400000006afd721913b49bec starting delivery 318: msg 93010 to remote tina@cyberdyne21.es
@400000006afd721913b4edf4 status: local 0/10 remote 1/20
@400000006afd721934010aac delivery 318: success: 191.166.194.202_accepted_message./Remote_host_said:_250_ok_1794994703_qp_22015/
@400000006afd721934017fdc status: local 0/10 remote 0/20
@400000006afd72193401f8f4 end msg 93010
@400000006afd73052d33403c new msg 93010
@400000006afd73052d33b954 info msg 93010: bytes 2124 from <nina.hansen@acme-hosting0.test> qp 3545 uid 89
@400000006afd73052d33e44c starting delivery 319: msg 93010 to local paul@acme-hosting0.test
@400000006afd73052d340774 status: local 1/10 remote 0/20
@400000006afd730538f4e8e4 delivery 319: success: did_1+0+0/
@400000006afd730538f5796c status: local 0/10 remote 0/20
@400000006afd730538f5e6cc end msg 93010
@400000006afd7311185c36b4 new msg 93010
@400000006afd7311185c4a3c info msg 93010: bytes 40003 from <billing.ivanov@wonka42.es> qp 3569 uid 7791
@400000006afd7311185cdac4 starting delivery 320: msg 93010 to local example.org-quentin.novak@example.org
@400000006afd7311185cf234 status: local 1/10 remote 0/20
@400000006afd73111947bf94 delivery 320: success: did_1+0+0/
@400000006afd7311194805e4 status: local 0/10 remote 0/20
@400000006afd7311194809cc end msg 93010
@400000006afd732c08811214 new msg 93010
@400000006afd732c08812d6c info msg 93010: bytes 4855 from <billing.ivanov@wonka42.es> qp 3591 uid 7791
@400000006afd732c08817b8c starting delivery 321: msg 93010 to local ulrich143@Example.COM
@400000006afd732c08820444 status: local 1/10 remote 0/20
@400000006afd732c0ddc2dfc delivery 321: success: did_1+0+0/
@400000006afd732c0ddc8004 status: local 0/10 remote 0/20
@400000006afd732c0ddcc654 end msg 93010
@400000006afd73b21e78396c new msg 93010
@400000006afd73b21e78ae9c info msg 93010: bytes 1784 from <walter972@acme-hosting0.test> qp 3604 uid 89
@400000006afd73b21e78ba54 starting delivery 322: msg 93010 to local webmaster949@acme-hosting0.test
@400000006afd73b21e791fe4 status: local 1/10 remote 0/20
@400000006afd73b225c117ac delivery 322: success: did_1+0+0/
@400000006afd73b225c1562c status: local 0/10 remote 0/20
@400000006afd73b225c165cc end msg 93010
@400000006afd74470f592d24 new msg 93010
@400000006afd74470f597f2c info msg 93010: bytes 25070 from <oscar@gmail.com> qp 3613 uid 7791
@400000006afd74470f59c964 starting delivery 323: msg 93010 to local ines@example.org
@400000006afd74470f59e4bc status: local 1/10 remote 0/20
@400000006afd744712556d94 delivery 323: success: did_0+0+1/
@400000006afd744712559c74 status: local 0/10 remote 0/20
@400000006afd74471255bf9c end msg 93010
@400000006afd74562eebecbc new msg 93010
@400000006afd74562eec4e64 info msg 93010: bytes 533 from <carla.ivanov@hotmail.com> qp 3630 uid 7791
@400000006afd74562eec61ec starting delivery 324: msg 93010 to remote billing.tanaka@hotmail.com
@400000006afd74562eec8ce4 status: local 0/10 remote 1/20
@400000006afd745837067e94 delivery 324: success: 206.4.127.170_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_9A0F77F79A1/
@400000006afd74583706e80c status: local 0/10 remote 0/20
@400000006afd745837075954 end msg 93010
@400000006afd75a32cddec7c new msg 93010
@400000006afd75a32cde1b5c info msg 93010: bytes 10644 from <nina.hansen@acme-hosting0.test> qp 3656 uid 89
@400000006afd75a32cde2714 starting delivery 325: msg 93010 to local gina144@acme-hosting0.test
@400000006afd75a32cdea7fc status: local 1/10 remote 0/20
@400000006afd75a32cdeafcc starting delivery 326: msg 93010 to remote sales575@gmx.net
@400000006afd75a32cdefdec status: local 1/10 remote 1/20
@400000006afd75a32cdf09a4 starting delivery 327: msg 93010 to remote tina.hansen@aol.com
@400000006afd75a32cdf1174 status: local 1/10 remote 2/20
@400000006afd75a3319cd804 delivery 325: success: did_1+0+0/
@400000006afd75a3319d1684 status: local 0/10 remote 2/20
@400000006afd75a4116e844c delivery 327: success: 15.224.79.253_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_576F470094B/
@400000006afd75a4116eca9c status: local 0/10 remote 1/20
@400000006afd75a604cba364 delivery 326: success: 169.30.61.201_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_69E62C5DC34/
@400000006afd75a604cc0124 status: local 0/10 remote 0/20
@400000006afd75a604cc3004 end msg 93010
@400000006afd75a633279a9c new msg 93010
@400000006afd75a63327b20c info msg 93010: bytes 2798 from <office.brown@contoso50.com.br> qp 3660 uid 7791
@400000006afd75a63327b5f4 starting delivery 328: msg 93010 to remote tina@cyberdyne21.es
@400000006afd75a6332813b4 status: local 0/10 remote 1/20
@400000006afd75a80fff44ac delivery 328: success: 191.166.194.202_accepted_message./Remote_host_said:_250_ok_1794995612_qp_24549/
@400000006afd75a80fff67d4 status: local 0/10 remote 0/20
@400000006afd75a80fff8714 end msg 93010
@400000006afd75fa1885c754 new msg 93010
@400000006afd75fa188601ec info msg 93010: bytes 2518 from <office.brown@contoso50.com.br> qp 3682 uid 7791
@400000006afd75fa1886677c starting delivery 329: msg 93010 to remote sales-kowalski@hotmail.com
@400000006afd75fa1886c154 status: local 0/10 remote 1/20
@400000006afd75fa36fb206c delivery 329: success: 206.4.127.170_accepted_message./Remote_host_said:_250_OK/
@400000006afd75fa36fb3fac status: local 0/10 remote 0/20
@400000006afd75fa36fbc47c end msg 93010
@400000006afd76ba13769504 new msg 93010
@400000006afd76ba13770a34 info msg 93010: bytes 8551 from <office.brown@contoso50.com.br> qp 3693 uid 7791
@400000006afd76ba1377352c starting delivery 330: msg 93010 to remote tina.popescu@stark36.es
@400000006afd76ba1377c99c status: local 0/10 remote 1/20
@400000006afd76bd00064f3c delivery 330: success: 15.113.84.224_accepted_message./Remote_host_said:_250_OK_id=1brow-00088d5-A3/
@400000006afd76bd00065324 status: local 0/10 remote 0/20
@400000006afd76bd0006c854 end msg 93010
@400000006afd76e009220534 new msg 93010
@400000006afd76e00922767c info msg 93010: bytes 3461 from <> qp 3696 uid 7791
@400000006afd76e00922d824 starting delivery 331: msg 93010 to local jorge979@Example.COM
@400000006afd76e00922ef94 status: local 1/10 remote 0/20
@400000006afd76e00f76bf74 delivery 331: success: did_1+0+0/
@400000006afd76e00f774444 status: local 0/10 remote 0/20
@400000006afd76e00f77bd5c end msg 93010
@400000006afd789c02e2fda4 new msg 93010
@400000006afd789c02e347dc info msg 93010: bytes 53168 from <Sales.Smith@acme-hosting0.test> qp 3724 uid 89
@400000006afd789c02e3b53c starting delivery 332: msg 93010 to remote tina.rossi@hotmail.com
@400000006afd789c02e40b2c status: local 0/10 remote 1/20
@400000006afd789e1ec2c374 delivery 332: success: 206.4.127.170_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_F965127CCC7/
@400000006afd789e1ec2ea84 status: local 0/10 remote 0/20
@400000006afd789e1ec35bcc end msg 93010
@400000006afd78cc2a51f624 new msg 93010
@400000006afd78cc2a5253e4 info msg 93010: bytes 4137 from <ann-list-return-5-contact.kim=mail.example.net@lists.example.org> qp 3746 uid 1003
@400000006afd78cc2a5282c4 starting delivery 333: msg 93010 to local contact.kim@mail.example.net
@400000006afd78cc2a52b1a4 status: local 1/10 remote 0/20
@400000006afd78cc2ee614a4 delivery 333: success: did_1+0+0/
@400000006afd78cc2ee65af4 status: local 0/10 remote 0/20
@400000006afd78cc2ee66a94 end msg 93010
@400000006afd79c22c6fe09c new msg 93010
@400000006afd79c22c704dfc info msg 93010: bytes 2435 from <ann-list-return-0-ines=example.org@lists.example.org> qp 3759 uid 1003
@400000006afd79c22c70bf44 starting delivery 334: msg 93010 to local ines@example.org
@400000006afd79c22c7128bc status: local 1/10 remote 0/20
@400000006afd79c22f1bb334 delivery 334: success: did_1+0+0/
@400000006afd79c22f1bf984 status: local 0/10 remote 0/20
@400000006afd79c22f1c2c4c end msg 93010
@400000006afd7abf175b7824 new msg 93010
@400000006afd7abf175b8bac info msg 93010: bytes 7430 from <office.brown@contoso50.com.br> qp 3768 uid 7791
@400000006afd7abf175bed54 starting delivery 335: msg 93010 to remote sales.jones@mail.ru
@400000006afd7abf175bf90c status: local 0/10 remote 1/20
@400000006afd7ad81ab4efdc delivery 335: success: 25.154.204.38_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_76B0DCBB41C/
@400000006afd7ad81ab58834 status: local 0/10 remote 0/20
@400000006afd7ad81ab5fd64 end msg 93010
@400000006afd7b01249ba2ac new msg 93010
@400000006afd7b01249c083c info msg 93010: bytes 3410 from <sales575@gmx.net> qp 3786 uid 7791
@400000006afd7b01249c7d6c starting delivery 336: msg 93010 to local ulrich.kowalski@mail.example.net
@400000006afd7b01249d0624 status: local 1/10 remote 0/20
@400000006afd7b012630449c delivery 336: success: did_0+0+1/
@400000006afd7b012630bdb4 status: local 0/10 remote 0/20
@400000006afd7b01263132e4 end msg 93010
@400000006afd7b2908486644 new msg 93010
@400000006afd7b2908488584 info msg 93010: bytes 5968 from <sales575@gmx.net> qp 3787 uid 7791
@400000006afd7b290848990c starting delivery 337: msg 93010 to local Sales.Smith@acme-hosting0.test
@400000006afd7b2908490a54 status: local 1/10 remote 0/20
@400000006afd7b29084921c4 starting delivery 338: msg 93010 to remote ines.hansen@gmx.net
@400000006afd7b2908496044 status: local 1/10 remote 1/20
@400000006afd7b290fdc3804 delivery 337: success: did_0+0+1/
@400000006afd7b290fdcb8ec status: local 0/10 remote 1/20
@400000006afd7b2a1ea2cbdc delivery 338: success: 169.30.61.201_accepted_message./Remote_host_said:_250_OK/
@400000006afd7b2a1ea30a5c status: local 0/10 remote 0/20
@400000006afd7b2a1ea33554 end msg 93010
@400000006afd7bb935df679c new msg 93010
@400000006afd7bb935dfd4fc info msg 93010: bytes 4362 from <ann-list-return-0-ines670=acme-hosting0.test@lists.example.org> qp 3814 uid 1003
@400000006afd7bb935e0425c starting delivery 339: msg 93010 to local ines670@acme-hosting0.test
@400000006afd7bb935e0d2e4 status: local 1/10 remote 0/20
@400000006afd7bb9390004a4 delivery 339: success: did_1+0+0/
@400000006afd7bb9390052c4 status: local 0/10 remote 0/20
@400000006afd7bb93900d3ac end msg 93010
@400000006afd7bbf36214eb4 new msg 93010
@400000006afd7bbf36215e54 info msg 93010: bytes 2605 from <noreply991@acme-hosting0.test> qp 3836 uid 89
@400000006afd7bbf36216a0c starting delivery 340: msg 93010 to remote newsletter.tanaka@gmail.com
@400000006afd7bbf3621eaf4 status: local 0/10 remote 1/20
@400000006afd7bc025b6e64c delivery 340: success: 108.170.118.43_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_F9426C8B478/
@400000006afd7bc025b75794 status: local 0/10 remote 0/20
@400000006afd7bc025b7ccc4 end msg 93010
@400000006afd7c4607a1163c new msg 93010
@400000006afd7c4607a13d4c info msg 93010: bytes 1916 from <oscar.silva@gmx.net> qp 3866 uid 7791
@400000006afd7c4607a1ba4c starting delivery 341: msg 93010 to remote stefan.lee@cyberdyne27.edu
@400000006afd7c4607a24ad4 status: local 0/10 remote 1/20
@400000006afd7c46182a9f64 delivery 341: success: 101.15.91.151_accepted_message./Remote_host_said:_250_OK_id=1garc-0009684-81/
@400000006afd7c46182b08dc status: local 0/10 remote 0/20
@400000006afd7c46182b9194 end msg 93010
@400000006afd7f8f145d6eac new msg 93010
@400000006afd7f8f145def94 info msg 93010: bytes 9855 from <ines.tanaka@outlook.com> qp 3875 uid 7791
@400000006afd7f8f145e35e4 starting delivery 342: msg 93010 to remote stefan.brown@outlook.com
@400000006afd7f8f145eca54 status: local 0/10 remote 1/20
@400000006afd7f900af50014 delivery 342: success: 196.163.85.66_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_4C7E7E84C08/
@400000006afd7f900af588cc status: local 0/10 remote 0/20
@400000006afd7f900af5bf7c end msg 93010
@400000006afd7fe906bd1324 new msg 93010
@400000006afd7fe906bd74cc info msg 93010: bytes 3495 from <hosting0.test-Eva.Dubois@acme-hosting0.test> qp 3902 uid 89
@400000006afd7fe906bde9fc starting delivery 343: msg 93010 to local paul@acme-hosting0.test
@400000006afd7fe906be6ecc status: local 1/10 remote 0/20
@400000006afd7fe90a0623a4 delivery 343: success: did_1+0+0/
@400000006afd7fe90a0669f4 status: local 0/10 remote 0/20
@400000006afd7fe90a06a0a4 end msg 93010
@400000006afd80900ab445c4 new msg 93010
@400000006afd80900ab4de1c info msg 93010: bytes 899 from <ann-list-return-0-office.brown=contoso50.com.br@lists.example.org> qp 3932 uid 1003
@400000006afd80900ab56ea4 starting delivery 344: msg 93010 to remote office.brown@contoso50.com.br
@400000006afd80900ab606fc status: local 0/10 remote 1/20
@400000006afd80940d87767c delivery 344: success: 147.139.82.232_accepted_message./Remote_host_said:_250_OK/
@400000006afd80940d878234 status: local 0/10 remote 0/20
@400000006afd80940d87b4fc end msg 93010
@400000006afd84900aae42b4 new msg 93010
@400000006afd84900aaed33c info msg 93010: bytes 1525 from <billing.ivanov@wonka42.es> qp 3939 uid 7791
@400000006afd84900aaed724 starting delivery 345: msg 93010 to remote eva.smith@yahoo.com
@400000006afd84900aaeeaac status: local 0/10 remote 1/20
@400000006afd84922b92888c delivery 345: success: 109.145.141.99_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_8480F88A08E/
@400000006afd84922b92f5ec status: local 0/10 remote 0/20
@400000006afd84922b936f04 end msg 93010
@400000006afd84f2282f8384 new msg 93010
@400000006afd84f2282f876c info msg 93010: bytes 6750 from <ann-list-return-0-mail.example.net-yves.smith=mail.example.net@lists.example.org> qp 3944 uid 1003
@400000006afd84f2282fbe1c starting delivery 346: msg 93010 to local mail.example.net-yves.smith@mail.example.net
@400000006afd84f2282fc204 status: local 1/10 remote 0/20
@400000006afd84f229520e6c delivery 346: success: did_0+0+1/
@400000006afd84f229528f54 status: local 0/10 remote 0/20
@400000006afd84f22952b664 end msg 93010
@400000006afd85781173a0e4 new msg 93010
@400000006afd85781173ef04 info msg 93010: bytes 4158 from <oscar@gmail.com> qp 3973 uid 7791
@400000006afd857811746c04 starting delivery 347: msg 93010 to local ulrich143@Example.COM
@400000006afd857811750074 status: local 1/10 remote 0/20
@400000006afd85781209e5a4 delivery 347: success: did_1+0+0/
@400000006afd8578120a62a4 status: local 0/10 remote 0/20
@400000006afd8578120ab894 end msg 93010
@400000006afd862b338dedec new msg 93010
@400000006afd862b338e5f34 info msg 93010: bytes 3404 from <nina.hansen@acme-hosting0.test> qp 3993 uid 89
@400000006afd862b338ed84c starting delivery 348: msg 93010 to local noreply991@acme-hosting0.test
@400000006afd862b338f12e4 status: local 1/10 remote 0/20
@400000006afd862b3839749c delivery 348: success: did_1+0+0/
@400000006afd862b3839f19c status: local 0/10 remote 0/20
@400000006afd862b383a766c end msg 93010
@400000006afd86fe277b79ac new msg 93010
@400000006afd86fe277ba88c info msg 93010: bytes 14617 from <oscar@gmail.com> qp 4007 uid 7791
@400000006afd86fe277c2974 starting delivery 349: msg 93010 to remote eva.smith@yahoo.com
@400000006afd86fe277c48b4 status: local 0/10 remote 1/20
@400000006afd87000df9df8c delivery 349: success: 109.145.141.99_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_2E371E17EAF/
@400000006afd87000dfa1e0c status: local 0/10 remote 0/20
@400000006afd87000dfa21f4 end msg 93010
@400000006afd87000eba2634 new msg 93010
@400000006afd87000ebac274 info msg 93010: bytes 2733 from <ann-list-return-5-sales.jones=mail.ru@lists.example.org> qp 4015 uid 1003
@400000006afd87000ebb5eb4 starting delivery 350: msg 93010 to remote sales.jones@mail.ru
@400000006afd87000ebbef3c status: local 0/10 remote 1/20
@400000006afd870c02b91714 delivery 350: success: 25.154.204.38_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_8F6F44251DE/
@400000006afd870c02b9b354 status: local 0/10 remote 0/20
@400000006afd870c02b9ceac end msg 93010
@400000006afd87ba328df694 new msg 93010
@400000006afd87ba328e15d4 info msg 93010: bytes 5741 from <jorge432@yahoo.com> qp 4037 uid 7791
@400000006afd87ba328e1da4 starting delivery 351: msg 93010 to local quentin@lists.example.org
@400000006afd87ba328e38fc status: local 1/10 remote 0/20
@400000006afd87ba328e8b04 starting delivery 352: msg 93010 to remote sales.jones@mail.ru
@400000006afd87ba328e92d4 status: local 1/10 remote 1/20
@400000006afd87ba356c2b9c delivery 351: success: did_1+0+0/
@400000006afd87ba356c3754 status: local 0/10 remote 1/20
@400000006afd87ce0a8104ac delivery 352: success: 25.154.204.38_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_DDE5374913F/
@400000006afd87ce0a812bbc status: local 0/10 remote 0/20
@400000006afd87ce0a81432c end msg 93010
@400000006afd87ed24dff6dc new msg 93010
@400000006afd87ed24e04ccc info msg 93010: bytes 5963 from <nina.hansen@acme-hosting0.test> qp 4062 uid 89
@400000006afd87ed24e06c0c starting delivery 353: msg 93010 to remote zoe.kim@gmail.com
@400000006afd87ed24e1007c status: local 0/10 remote 1/20
@400000006afd87f019f8ac8c delivery 353: success: 108.170.118.43_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_46430AACD20/
@400000006afd87f019f921bc status: local 0/10 remote 0/20
@400000006afd87f019f9315c end msg 93010
@400000006afd886931fac6e4 new msg 93010
@400000006afd886931fae624 info msg 93010: bytes 1680 from <oscar.popescu@outlook.com> qp 4070 uid 7791
@400000006afd886931fb0564 starting delivery 354: msg 93010 to local jorge979@Example.COM
@400000006afd886931fb0d34 status: local 1/10 remote 0/20
@400000006afd8869347cbabc delivery 354: success: did_1+0+0/
@400000006afd8869347d56fc status: local 0/10 remote 0/20
@400000006afd8869347db4bc end msg 93010
@400000006afd893d2414d2f4 new msg 93010
@400000006afd893d241524fc info msg 93010: bytes 9088 from <luis91@tyrell46.edu> qp 4097 uid 7791
@400000006afd893d2415adb4 starting delivery 355: msg 93010 to local mail.example.net-stefan@mail.example.net
@400000006afd893d24161b14 status: local 1/10 remote 0/20
@400000006afd893e0aab2da4 delivery 355: success: did_1+0+0/
@400000006afd893e0aab6454 status: local 0/10 remote 0/20
@400000006afd893e0aabfcac end msg 93010
@400000006afd8a300ea2f4b4 new msg 93010
@400000006afd8a300ea3083c info msg 93010: bytes 34590 from <office.brown@contoso50.com.br> qp 4108 uid 7791
@400000006afd8a300ea38154 starting delivery 356: msg 93010 to local paul@acme-hosting0.test
@400000006afd8a300ea3b41c status: local 1/10 remote 0/20
@400000006afd8a301082b904 delivery 356: success: did_1+0+0/
@400000006afd8a301082cc8c status: local 0/10 remote 0/20
@400000006afd8a3010833dd4 end msg 93010
@400000006afd8ae21f6cbf14 new msg 93010
@400000006afd8ae21f6d3c14 info msg 93010: bytes 5746 from <Sales.Smith@acme-hosting0.test> qp 4110 uid 89
@400000006afd8ae21f6d9dbc starting delivery 357: msg 93010 to remote vera.virtanen@aol.com
@400000006afd8ae21f6df3ac status: local 0/10 remote 1/20
@400000006afd8ae30727bfbc delivery 357: success: 15.224.79.253_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_A2389118F03/
@400000006afd8ae307282164 status: local 0/10 remote 0/20
@400000006afd8ae30728254c end msg 93010
@400000006afd8b6103fc1694 new msg 93010
@400000006afd8b6103fc8bc4 info msg 93010: bytes 1001 from <billing.ivanov@wonka42.es> qp 4134 uid 7791
@400000006afd8b6103fcca44 starting delivery 358: msg 93010 to local paul@acme-hosting0.test
@400000006afd8b6103fd52fc status: local 1/10 remote 0/20
@400000006afd8b6104f226c4 delivery 358: success: did_1+0+0/
@400000006afd8b6104f28484 status: local 0/10 remote 0/20
@400000006afd8b6104f2edfc end msg 93010
@400000006afd8cff1af9ec04 new msg 93010
@400000006afd8cff1af9f3d4 info msg 93010: bytes 112607 from <hans444@lists.example.org> qp 4161 uid 89
@400000006afd8cff1afa70d4 starting delivery 359: msg 93010 to remote ben+kim@initech45.edu
@400000006afd8cff1afabef4 status: local 0/10 remote 1/20
@400000006afd8d010779910c delivery 359: success: 14.161.157.232_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_BA9DE218EB8/
@400000006afd8d010779eecc status: local 0/10 remote 0/20
@400000006afd8d01077a545c end msg 93010
@400000006afd8e5b1d01a2e4 new msg 93010
@400000006afd8e5b1d01fcbc info msg 93010: bytes 514 from <ann-list-return-0-hans444=lists.example.org@lists.example.org> qp 4187 uid 1003
@400000006afd8e5b1d02336c starting delivery 360: msg 93010 to local hans444@lists.example.org
@400000006afd8e5b1d02912c status: local 1/10 remote 0/20
@400000006afd8e5b243d272c delivery 360: success: did_0+3+0/qp_26567/
@400000006afd8e5b243d6d7c status: local 0/10 remote 0/20
@400000006afd8e5b243e09bc end msg 93010
@400000006afd908e07cc7f84 new msg 93010
@400000006afd908e07ccbe04 info msg 93010: bytes 14838 from <oscar@gmail.com> qp 4216 uid 7791
@400000006afd908e07cd0c24 starting delivery 361: msg 93010 to remote Karen.Kim@soylent19.de
@400000006afd908e07cd90f4 status: local 0/10 remote 1/20
@400000006afd90910cfc97b4 delivery 361: success: 122.185.235.175_accepted_message./Remote_host_said:_250_ok_1795002500_qp_21489/
@400000006afd90910cfcab3c status: local 0/10 remote 0/20
@400000006afd90910cfd1c84 end msg 93010
@400000006afd922218be53e4 new msg 93010
@400000006afd922218bebd5c info msg 93010: bytes 3062 from <ann-list-return-5-ines670=acme-hosting0.test@lists.example.org> qp 4222 uid 1003
@400000006afd922218bf0b7c starting delivery 362: msg 93010 to local ines670@acme-hosting0.test
@400000006afd922218bf51cc status: local 1/10 remote 0/20
@400000006afd92221e792b9c delivery 362: success: did_0+0+1/
@400000006afd92221e79ac84 status: local 0/10 remote 0/20
@400000006afd92221e79eb04 end msg 93010
@400000006afd93e91bcfbe4c new msg 93010
@400000006afd93e91bd0049c info msg 93010: bytes 15139 from <ben@gmail.com> qp 4233 uid 7791
@400000006afd93e91bd071fc starting delivery 363: msg 93010 to local ines670@acme-hosting0.test
@400000006afd93e91bd0bc34 status: local 1/10 remote 0/20
@400000006afd93e92b054864 delivery 363: success: did_1+0+0/
@400000006afd93e92b05e4a4 status: local 0/10 remote 0/20
@400000006afd93e92b064e1c end msg 93010
@400000006afd94651c599374 new msg 93010
@400000006afd94651c59c254 info msg 93010: bytes 1515 from <ann-list-return-0-ines=example.org@lists.example.org> qp 4258 uid 1003
@400000006afd94651c5a339c starting delivery 364: msg 93010 to local ines@example.org
@400000006afd94651c5aacb4 status: local 1/10 remote 0/20
@400000006afd94652027d984 delivery 364: success: did_1+0+0/
@400000006afd9465202846e4 status: local 0/10 remote 0/20
@400000006afd94652028b82c end msg 93010
@400000006afd94dc20d9996c new msg 93010
@400000006afd94dc20d9d01c info msg 93010: bytes 6386 from <ann-list-return-5-Billing.Nagy=mail.ru@lists.example.org> qp 4270 uid 1003
@400000006afd94dc20d9e3a4 starting delivery 365: msg 93010 to remote Billing.Nagy@mail.ru
@400000006afd94dc20da02e4 status: local 0/10 remote 1/20
@400000006afd94f519664414 delivery 365: success: 25.154.204.38_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_E29EB2215AC/
@400000006afd94f5196676dc status: local 0/10 remote 0/20
@400000006afd94f519668a64 end msg 93010
@400000006afd95941674870c new msg 93010
@400000006afd95941674cd5c info msg 93010: bytes 5732 from <frank@outlook.com> qp 4278 uid 7791
@400000006afd95941674f46c starting delivery 366: msg 93010 to local ines670@acme-hosting0.test
@400000006afd959416753ea4 status: local 1/10 remote 0/20
@400000006afd959418db4224 delivery 366: success: did_1+0+0/
@400000006afd959418dbc6f4 status: local 0/10 remote 0/20
@400000006afd959418dc0d44 end msg 93010
@400000006afd962e3466e0fc new msg 93010
@400000006afd962e34672f1c info msg 93010: bytes 7869 from <Sales.Smith@acme-hosting0.test> qp 4283 uid 89
@400000006afd962e3467ac1c starting delivery 367: msg 93010 to local ines670@acme-hosting0.test
@400000006afd962e346830ec status: local 1/10 remote 0/20
@400000006afd962e362d50ec delivery 367: success: did_0+0+1/
@400000006afd962e362d8b84 status: local 0/10 remote 0/20
@400000006afd962e362db294 end msg 93010
@400000006afd97292fd8a264 new msg 93010
@400000006afd97292fd8d52c info msg 93010: bytes 20140 from <ann-list-return-0-rosa.weber=gmail.com@lists.example.org> qp 4289 uid 1003
@400000006afd97292fd8e8b4 starting delivery 368: msg 93010 to remote rosa.weber@gmail.com
@400000006afd97292fd9040c status: local 0/10 remote 1/20
@400000006afd972a371ca28c delivery 368: success: 108.170.118.43_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_9C4EDBE4529/
@400000006afd972a371cb22c status: local 0/10 remote 0/20
@400000006afd972a371d004c end msg 93010
@400000006afd9aba361033cc new msg 93010
@400000006afd9aba3610cc24 info msg 93010: bytes 11852 from <ann-list-return-40-eva.smith=yahoo.com@lists.example.org> qp 4317 uid 1003
@400000006afd9aba36115cac starting delivery 369: msg 93010 to remote eva.smith@yahoo.com
@400000006afd9aba36117804 status: local 0/10 remote 1/20
@400000006afd9abb15a680dc delivery 369: success: 109.145.141.99_accepted_message./Remote_host_said:_250_OK_id=1lind-000a3f2-5D/
@400000006afd9abb15a6c72c status: local 0/10 remote 0/20
@400000006afd9abb15a73874 end msg 93010
@400000006afd9b0f245b2eac new msg 93010
@400000006afd9b0f245b74fc info msg 93010: bytes 8996 from <ann-list-return-0-tina=cyberdyne21.es@lists.example.org> qp 4318 uid 1003
@400000006afd9b0f245c113c starting delivery 370: msg 93010 to remote tina@cyberdyne21.es
@400000006afd9b0f245c1524 status: local 0/10 remote 1/20
@400000006afd9b1124b8d354 delivery 370: report mangled, will defer
@400000006afd9b1124b92d2c alert: unable to append to bounce message; HELP! sleeping... 93010
@400000006afd9b1124b938e4 status: local 0/10 remote 0/20
@400000006afd9b1336722dd4 new msg 93007
@400000006afd9b133672b2a4 info msg 93007: bytes 7837 from <yves.ozturk@t-online.de> qp 4348 uid 7791
@400000006afd9b133672ba74 starting delivery 371: msg 93007 to local ines670@acme-hosting0.test
@400000006afd9b133672d1e4 status: local 1/10 remote 0/20
@400000006afd9b133672f8f4 starting delivery 372: msg 93007 to local ben.popescu@example.org
@400000006afd9b13367304ac status: local 2/10 remote 0/20
@400000006afd9b1336735e84 starting delivery 373: msg 93007 to remote tina.popescu@stark36.es
@400000006afd9b1336736654 status: local 2/10 remote 1/20
@400000006afd9b133673d3b4 starting delivery 374: msg 93007 to remote info.popescu@cyberdyne38.com.br
@400000006afd9b1336740a64 status: local 2/10 remote 2/20
@400000006afd9b133a8623bc delivery 372: success: did_1+0+0/
@400000006afd9b133a862f74 status: local 1/10 remote 2/20
@400000006afd9b14018e4314 delivery 371: success: did_1+0+0/
@400000006afd9b14018edb6c status: local 0/10 remote 2/20
@400000006afd9b140f65d36c delivery 373: success: 15.113.84.224_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_8CB2622AF7B/
@400000006afd9b140f660634 status: local 0/10 remote 1/20
@400000006afd9b15071a988c delivery 374: success: 17.126.197.186_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_E6301522C8B/
@400000006afd9b15071af64c status: local 0/10 remote 0/20
@400000006afd9b15071b734c end msg 93007
@400000006afd9b91013f2cfc new msg 93007
@400000006afd9b91013f4c3c info msg 93007: bytes 39273 from <billing@yahoo.com> qp 4351 uid 7791
@400000006afd9b91013f5024 starting delivery 375: msg 93007 to local ines670@acme-hosting0.test
@400000006afd9b91013fe0ac status: local 1/10 remote 0/20
@400000006afd9b9101a0d8e4 delivery 375: success: did_0+0+1/
@400000006afd9b9101a0e884 status: local 0/10 remote 0/20
@400000006afd9b9101a132bc end msg 93007
@400000006afd9cca0db813cc starting delivery 376: msg 93010 to remote tina@cyberdyne21.es
@400000006afd9cca0db817b4 status: local 0/10 remote 1/20
@400000006afd9cca31b4829c delivery 376: success: 191.166.194.202_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_85D044107A7/
@400000006afd9cca31b48684 status: local 0/10 remote 0/20
@400000006afd9cca31b5170c end msg 93010
@400000006afd9e1e08554724 new msg 93010
@400000006afd9e1e0855df7c info msg 93010: bytes 30600 from <nina.hansen@acme-hosting0.test> qp 4355 uid 89
@400000006afd9e1e08566834 starting delivery 377: msg 93010 to local paul@acme-hosting0.test
@400000006afd9e1e0856a6b4 status: local 1/10 remote 0/20
@400000006afd9e1e0baf822c delivery 377: success: did_0+2+0/qp_17894/
@400000006afd9e1e0baf95b4 status: local 0/10 remote 0/20
@400000006afd9e1e0bb00ae4 end msg 93010
@400000006afda16420c2296c new msg 93010
@400000006afda16420c26404 info msg 93010: bytes 2491 from <ann-list-return-0-mail.example.net-yves.smith=mail.example.net@lists.example.org> qp 4382 uid 1003
@400000006afda16420c2f874 starting delivery 378: msg 93010 to local mail.example.net-yves.smith@mail.example.net
@400000006afda16420c317b4 status: local 1/10 remote 0/20
@400000006afda1642217227c delivery 378: success: did_0+0+1/
@400000006afda164221741bc status: local 0/10 remote 0/20
@400000006afda16422176cb4 end msg 93010
@400000006afda18b02b35e3c new msg 93010
@400000006afda18b02b37d7c info msg 93010: bytes 11184 from <ann-list-return-0-ines670=acme-hosting0.test@lists.example.org> qp 4387 uid 1003
@400000006afda18b02b3c3cc starting delivery 379: msg 93010 to local ines670@acme-hosting0.test
@400000006afda18b02b3cb9c status: local 1/10 remote 0/20
@400000006afda18b0502862c delivery 379: success: did_1+0+0/
@400000006afda18b05030714 status: local 0/10 remote 0/20
@400000006afda18b05032654 end msg 93010
@400000006afda3562c7d03e4 new msg 93010
@400000006afda3562c7d80e4 info msg 93010: bytes 48591 from <billing.ivanov@wonka42.es> qp 4395 uid 7791
@400000006afda3562c7dea5c starting delivery 380: msg 93010 to local jorge979@Example.COM
@400000006afda3562c7e5ba4 status: local 1/10 remote 0/20
@400000006afda3562e7f3c84 delivery 380: success: did_1+0+0/
@400000006afda3562e7fd4dc status: local 0/10 remote 0/20
@400000006afda3562e806564 end msg 93010
@400000006afda3642663f6fc new msg 93010
@400000006afda364266429c4 info msg 93010: bytes 37581 from <carla> qp 4401 uid 89
@400000006afda3642664ae94 starting delivery 381: msg 93010 to local ben.popescu@example.org
@400000006afda36426651424 status: local 1/10 remote 0/20
@400000006afda3642ad7c024 delivery 381: success: did_1+0+0/
@400000006afda3642ad848dc status: local 0/10 remote 0/20
@400000006afda3642ad84cc4 end msg 93010
@400000006afda3fd20b3ae64 new msg 93010
@400000006afda3fd20b3ece4 info msg 93010: bytes 2101 from <oscar@gmail.com> qp 4407 uid 7791
@400000006afda3fd20b3f4b4 starting delivery 382: msg 93010 to remote eva.smith@yahoo.com
@400000006afda3fd20b45e2c status: local 0/10 remote 1/20
@400000006afda3fe17453104 delivery 382: success: 109.145.141.99_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_7E9FEACCBEC/
@400000006afda3fe1745b5d4 status: local 0/10 remote 0/20
@400000006afda3fe1745ec84 end msg 93010
@400000006afda49f09f0c2fc new msg 93010
@400000006afda49f09f0ceb4 info msg 93010: bytes 13645 from <ann-list-return-37-info.popescu=cyberdyne38.com.br@lists.example.org> qp 4431 uid 1003
@400000006afda49f09f15384 starting delivery 383: msg 93010 to remote info.popescu@cyberdyne38.com.br
@400000006afda49f09f1e024 status: local 0/10 remote 1/20
@400000006afda4a12fdd131c delivery 383: success: 17.126.197.186_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_919AA8E863A/
@400000006afda4a12fdd78ac status: local 0/10 remote 0/20
@400000006afda4a12fddd66c end msg 93010
@400000006afda4d20ebdcfb4 new msg 93010
@400000006afda4d20ebe1604 info msg 93010: bytes 14525 from <ann-list-return-0-ines670=acme-hosting0.test@lists.example.org> qp 4438 uid 1003
@400000006afda4d20ebe298c starting delivery 384: msg 93010 to local ines670@acme-hosting0.test
@400000006afda4d20ebe603c status: local 1/10 remote 0/20
@400000006afda4d20f80a2b4 delivery 384: success: did_1+0+0/
@400000006afda4d20f812f54 status: local 0/10 remote 0/20
@400000006afda4d20f8146c4 end msg 93010
@400000006afda65f1b6a9f94 new msg 93010
@400000006afda65f1b6b013c info msg 93010: bytes 10807 from <ann-list-return-0-ben.popescu=example.org@lists.example.org> qp 4459 uid 1003
@400000006afda65f1b6b284c starting delivery 385: msg 93010 to local ben.popescu@example.org
@400000006afda65f1b6b62e4 status: local 1/10 remote 0/20
@400000006afda65f1f60380c delivery 385: success: did_1+0+0/
@400000006afda65f1f606304 status: local 0/10 remote 0/20
@400000006afda65f1f60a954 end msg 93010
@400000006afda83606e0b43c new msg 93010
@400000006afda83606e0df34 info msg 93010: bytes 4033 from <ben@gmail.com> qp 4480 uid 7791
@400000006afda83606e11db4 starting delivery 386: msg 93010 to local ines@example.org
@400000006afda83606e1390c status: local 1/10 remote 0/20
@400000006afda836081eed14 delivery 386: success: did_1+0+0/
@400000006afda836081f1bf4 status: local 0/10 remote 0/20
@400000006afda836081f856c end msg 93010
@400000006afda93105cf349c new msg 93010
@400000006afda93105cf443c info msg 93010: bytes 3151 from <ines.dubois@mail.example.net> qp 4494 uid 89
@400000006afda93105cf53dc starting delivery 387: msg 93010 to remote tina.rossi@hotmail.com
@400000006afda93105cfbd54 status: local 0/10 remote 1/20
@400000006afda93237cabcdc delivery 387: success: 206.4.127.170_accepted_message./Remote_host_said:_250_ok_1795008807_qp_31905/
@400000006afda93237cad064 status: local 0/10 remote 0/20
@400000006afda93237cb2654 end msg 93010
@400000006afdaa7f0cc9df54 new msg 93010
@400000006afdaa7f0cca1604 info msg 93010: bytes 1895 from <billing.ivanov@wonka42.es> qp 4519 uid 7791
@400000006afdaa7f0ccaa68c starting delivery 388: msg 93010 to remote info.popescu@cyberdyne38.com.br
@400000006afdaa7f0ccab62c status: local 0/10 remote 1/20
@400000006afdaa7f2cae9f1c delivery 388: success: 17.126.197.186_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_875C82B5D92/
@400000006afdaa7f2caf3b5c status: local 0/10 remote 0/20
@400000006afdaa7f2caf9d04 end msg 93010
@400000006afdaab50fe5fc04 new msg 93010
@400000006afdaab50fe64254 info msg 93010: bytes 8476 from <ann-list-return-5-ines=example.org@lists.example.org> qp 4541 uid 1003
@400000006afdaab50fe6a014 starting delivery 389: msg 93010 to local ines@example.org
@400000006afdaab50fe6cb0c status: local 1/10 remote 0/20
@400000006afdaab5121ce4ec delivery 389: success: did_1+0+0/
@400000006afdaab5121d65d4 status: local 0/10 remote 0/20
@400000006afdaab5121db3f4 end msg 93010
@400000006afdab193b174414 new msg 93010
@400000006afdab193b17a1d4 info msg 93010: bytes 11920 from <> qp 4542 uid 7791
@400000006afdab193b17d884 starting delivery 390: msg 93010 to remote stefan.horvath@gmail.com
@400000006afdab193b18325c status: local 0/10 remote 1/20
@400000006afdab1a36335014 delivery 390: success: 108.170.118.43_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_02336AAB1D3/
@400000006afdab1a3633bd74 status: local 0/10 remote 0/20
@400000006afdab1a3633f80c end msg 93010
@400000006afdac6120acccac new msg 93010
@400000006afdac6120acd864 info msg 93010: bytes 1887 from <billing.ivanov@wonka42.es> qp 4553 uid 7791
@400000006afdac6120ad3a0c starting delivery 391: msg 93010 to local ines670@acme-hosting0.test
@400000006afdac6120ad594c status: local 1/10 remote 0/20
@400000006afdac61238c9bdc delivery 391: success: did_1+0+0/
@400000006afdac61238caf64 status: local 0/10 remote 0/20
@400000006afdac61238cfd84 end msg 93010
@400000006afdaccb084e174c new msg 93010
@400000006afdaccb084e80c4 info msg 93010: bytes 3151 from <oscar@gmail.com> qp 4555 uid 7791
@400000006afdaccb084f191c starting delivery 392: msg 93010 to remote webmaster@tailspin17.edu
@400000006afdaccb084f5f6c status: local 0/10 remote 1/20
@400000006afdaccb166c517c delivery 392: success: 203.55.65.230_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_1DC6904A3DC/
@400000006afdaccb166cd64c status: local 0/10 remote 0/20
@400000006afdaccb166d340c end msg 93010
@400000006afdad1a2aa78864 new msg 93010
@400000006afdad1a2aa7f9ac info msg 93010: bytes 2850 from <jorge432@yahoo.com> qp 4574 uid 7791
@400000006afdad1a2aa80d34 starting delivery 393: msg 93010 to local jorge.jensen@example.org
@400000006afdad1a2aa82c74 status: local 1/10 remote 0/20
@400000006afdad1a2d31d4f4 delivery 393: success: did_1+0+0/
@400000006afdad1a2d31ec64 status: local 0/10 remote 0/20
@400000006afdad1a2d327904 end msg 93010
@400000006afdade719be2044 new msg 93010
@400000006afdade719be33cc info msg 93010: bytes 4166 from <office.brown@contoso50.com.br> qp 4603 uid 7791
@400000006afdade719beace4 starting delivery 394: msg 93010 to local gina144@acme-hosting0.test
@400000006afdade719bee394 status: local 1/10 remote 0/20
@400000006afdade71be2e88c delivery 394: success: did_0+0+1/
@400000006afdade71be31384 status: local 0/10 remote 0/20
@400000006afdade71be31b54 end msg 93010
@400000006afdaf2b27005254 new msg 93010
@400000006afdaf2b2700ee94 info msg 93010: bytes 17186 from <oscar@gmail.com> qp 4619 uid 7791
@400000006afdaf2b270111bc starting delivery 395: msg 93010 to local carla
@400000006afdaf2b270134e4 status: local 1/10 remote 0/20
@400000006afdaf2b2901fe54 delivery 395: success: did_1+0+0/
@400000006afdaf2b290238ec status: local 0/10 remote 0/20
@400000006afdaf2b29028af4 end msg 93010
@400000006afdb0a133a0b684 new msg 93010
@400000006afdb0a133a1088c info msg 93010: bytes 2043 from <ann-list-return-0-webmaster.nagy=acme-hosting0.test@lists.example.org> qp 4631 uid 1003
@400000006afdb0a133a16a34 starting delivery 396: msg 93010 to local webmaster.nagy@acme-hosting0.test
@400000006afdb0a133a1c40c status: local 1/10 remote 0/20
@400000006afdb0a135fa7564 delivery 396: success: did_0+0+1/
@400000006afdb0a135facb54 status: local 0/10 remote 0/20
@400000006afdb0a135faf264 end msg 93010
@400000006afdb16b37a2551c new msg 93010
@400000006afdb16b37a268a4 info msg 93010: bytes 2313 from <ann-list-return-5-ulrich143=Example.COM@lists.example.org> qp 4636 uid 1003
@400000006afdb16b37a27c2c starting delivery 397: msg 93010 to local ulrich143@Example.COM
@400000006afdb16b37a28014 status: local 1/10 remote 0/20
@400000006afdb16b386cd10c delivery 397: success: did_1+0+0/
@400000006afdb16b386cf434 status: local 0/10 remote 0/20
@400000006afdb16b386d7cec end msg 93010
@400000006afdb171377dba04 new msg 93010
@400000006afdb171377e4e74 info msg 93010: bytes 1616 from <billing@yahoo.com> qp 4641 uid 7791
@400000006afdb171377eb7ec starting delivery 398: msg 93010 to remote eva.smith@yahoo.com
@400000006afdb171377f0224 status: local 0/10 remote 1/20
@400000006afdb1732c11075c delivery 398: success: 109.145.141.99_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_0779FB8AC54/
@400000006afdb1732c110f2c status: local 0/10 remote 0/20
@400000006afdb1732c118c2c end msg 93010
@400000006afdb1780d1e5084 new msg 93010
@400000006afdb1780d1ee4f4 info msg 93010: bytes 7877 from <oscar@gmail.com> qp 4671 uid 7791
@400000006afdb1780d1efc64 starting delivery 399: msg 93010 to remote tina.hansen@aol.com
@400000006afdb1780d1f17bc status: local 0/10 remote 1/20
@400000006afdb1790f056fa4 delivery 399: success: 15.224.79.253_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_4CE73EEFBAE/
@400000006afdb1790f05d91c status: local 0/10 remote 0/20
@400000006afdb1790f0669a4 end msg 93010
