@400000006afc881a00008aac status: local 0/10 remote 0/20
@400000006afc881a00008e94 new msg 93001
@400000006afc881a0000e86c info msg 93001: bytes 4932 from <ines.dubois@mail.example.net> qp 1229 uid 89
@400000006afc881a00011f1c starting delivery 1: msg 93001 to remote eva.smith@yahoo.com
@400000006afc881a000180c4 status: local 0/10 remote 1/20
@400000006afc881a1d7d4f0c delivery 1: success: 109.145.141.99_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_BD5B3624E72/
@400000006afc881a1d7d5ac4 status: local 0/10 remote 0/20
@400000006afc881a1d7dbc6c end msg 93001
@400000006afc888739faeb1c new msg 93001
@400000006afc888739fb875c info msg 93001: bytes 20306 from <oscar@gmail.com> qp 1255 uid 7791
@400000006afc888739fbba24 starting delivery 2: msg 93001 to local ines@example.org
@400000006afc888739fc0074 status: local 1/10 remote 0/20
@400000006afc888739fc2b6c starting delivery 3: msg 93001 to local jobs+lindqvist@Example.COM
@400000006afc888739fc98cc status: local 2/10 remote 0/20
@400000006afc888739fcc3c4 starting delivery 4: msg 93001 to remote contact@t-online.de
@400000006afc888739fcead4 status: local 2/10 remote 1/20
@400000006afc88873b87c8c4 delivery 3: success: did_1+0+0/
@400000006afc88873b8841dc status: local 1/10 remote 1/20
@400000006afc8888022239fc delivery 2: success: did_1+0+0/
@400000006afc88880222ce6c status: local 0/10 remote 1/20
@400000006afc888919a0247c delivery 4: success: 56.27.136.82_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_26E48936BFB/
@400000006afc888919a06acc status: local 0/10 remote 0/20
@400000006afc888919a0e3e4 end msg 93001
@400000006afc88a911a9917c new msg 93001
@400000006afc88a911a9fedc info msg 93001: bytes 8831 from <billing.ivanov@wonka42.es> qp 1281 uid 7791
@400000006afc88a911aa6854 starting delivery 5: msg 93001 to local jorge979@Example.COM
@400000006afc88a911aae16c status: local 1/10 remote 0/20
@400000006afc88a911ab71f4 starting delivery 6: msg 93001 to local jorge979@Example.COM
@400000006afc88a911ab9cec status: local 2/10 remote 0/20
@400000006afc88a911abdf54 starting delivery 7: msg 93001 to remote oscar@gmail.com
@400000006afc88a911ac4cb4 status: local 2/10 remote 1/20
@400000006afc88a914a42c0c delivery 6: success: did_1+0+0/
@400000006afc88a914a466a4 status: local 1/10 remote 1/20
@400000006afc88a917075514 delivery 5: success: did_1+0+0/
@400000006afc88a91707d214 status: local 0/10 remote 1/20
@400000006afc88ab322adb7c delivery 7: success: 108.170.118.43_accepted_message./Remote_host_said:_250_OK/
@400000006afc88ab322b028c status: local 0/10 remote 0/20
@400000006afc88ab322b3d24 end msg 93001
@400000006afc8a6d1c3cb4d4 new msg 93001
@400000006afc8a6d1c3cdfcc info msg 93001: bytes 4181 from <billing.tanaka@hotmail.com> qp 1305 uid 7791
@400000006afc8a6d1c3cff0c starting delivery 8: msg 93001 to local vera.popescu@example.org
@400000006afc8a6d1c3d3d8c status: local 1/10 remote 0/20
@400000006afc8a6d20ef5fa4 delivery 8: success: did_1+0+0/
@400000006afc8a6d20efc534 status: local 0/10 remote 0/20
@400000006afc8a6d20f003b4 end msg 93001
@400000006afc8af81e913fac new msg 93004
@400000006afc8af81e917274 info msg 93004: bytes 10696 from <contact.kim@orange.fr> qp 1323 uid 7791
@400000006afc8af81e917e2c starting delivery 9: msg 93004 to remote Office.Mueller@libero.it
@400000006afc8af81e91e7a4 status: local 0/10 remote 1/20
@400000006afc8af83b509fac delivery 9: success: 198.243.64.143_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_589C724355D/
@400000006afc8af83b510924 status: local 0/10 remote 0/20
@400000006afc8af83b5199ac end msg 93004
@400000006afc8c4401a030ec new msg 93004
@400000006afc8c4401a0aa04 info msg 93004: bytes 3147 from <yves.ozturk@t-online.de> qp 1330 uid 7791
@400000006afc8c4401a0bd8c starting delivery 10: msg 93004 to local billing+kim@lists.example.org
@400000006afc8c4401a14a2c status: local 1/10 remote 0/20
@400000006afc8c4406f5e9ec delivery 10: success: did_1+0+0/
@400000006afc8c4406f6768c status: local 0/10 remote 0/20
@400000006afc8c4406f699b4 end msg 93004
@400000006afc8f491b556214 new msg 93004
@400000006afc8f491b55b41c info msg 93004: bytes 8135 from <quentin.novak@example.org> qp 1358 uid 89
@400000006afc8f491b5615c4 starting delivery 11: msg 93004 to remote ben.mueller@yahoo.com
@400000006afc8f491b5644a4 status: local 0/10 remote 1/20
@400000006afc8f4a23eb2ecc delivery 11: success: 109.145.141.99_accepted_message./Remote_host_said:_250_OK_id=1virt-000e959-EF/
@400000006afc8f4a23eb8c8c status: local 0/10 remote 0/20
@400000006afc8f4a23ebde94 end msg 93004
@400000006afc90bd2b6828e4 new msg 93004
@400000006afc90bd2b68637c info msg 93004: bytes 2697 from <jobs+lindqvist@Example.COM> qp 1375 uid 89
@400000006afc90bd2b68e84c starting delivery 12: msg 93004 to local sales967@mail.example.net
@400000006afc90bd2b692ab4 status: local 1/10 remote 0/20
@400000006afc90bd2b69ab9c starting delivery 13: msg 93004 to local sales967@mail.example.net
@400000006afc90bd2b6a3454 status: local 2/10 remote 0/20
@400000006afc90bd2b6a8a44 starting delivery 14: msg 93004 to local paul@acme-hosting0.test
@400000006afc90bd2b6a95fc status: local 3/10 remote 0/20
@400000006afc90bd2b6aefd4 starting delivery 15: msg 93004 to local ines@example.org
@400000006afc90bd2b6b323c status: local 4/10 remote 0/20
@400000006afc90bd2b6b8ffc starting delivery 16: msg 93004 to local support.jensen@Example.COM
@400000006afc90bd2b6bab54 status: local 5/10 remote 0/20
@400000006afc90bd2b6bb70c starting delivery 17: msg 93004 to local ines670@acme-hosting0.test
@400000006afc90bd2b6bf974 status: local 6/10 remote 0/20
@400000006afc90bd2b6c43ac starting delivery 18: msg 93004 to remote admin@gmail.com
@400000006afc90bd2b6c8614 status: local 6/10 remote 1/20
@400000006afc90bd2b6ce7bc starting delivery 19: msg 93004 to remote Hans.Kim@wingtip59.edu
@400000006afc90bd2b6ceba4 status: local 6/10 remote 2/20
@400000006afc90bd2b6d31f4 starting delivery 20: msg 93004 to remote tina.lee@yahoo.com
@400000006afc90bd2b6d87e4 status: local 6/10 remote 3/20
@400000006afc90bd2c05c0a4 delivery 15: success: did_1+0+0/
@400000006afc90bd2c0639bc status: local 5/10 remote 3/20
@400000006afc90bd2c106f04 delivery 17: success: did_1+0+0/
@400000006afc90bd2c10a5b4 status: local 4/10 remote 3/20
@400000006afc90bd2d7e4f14 delivery 14: success: did_1+0+0/
@400000006afc90bd2d7e85c4 status: local 3/10 remote 3/20
@400000006afc90bd2dd63314 delivery 13: success: did_1+0+0/
@400000006afc90bd2dd64e6c status: local 2/10 remote 3/20
@400000006afc90bd33af6454 delivery 12: deferral: user_is_over_quota/
@400000006afc90bd33afa2d4 status: local 1/10 remote 3/20
@400000006afc90be02681c9c delivery 16: success: did_0+1+0/qp_20021/
@400000006afc90be02682c3c status: local 0/10 remote 3/20
@400000006afc90bf06e12584 delivery 18: success: 108.170.118.43_accepted_message./Remote_host_said:_250_OK/
@400000006afc90bf06e1a284 status: local 0/10 remote 2/20
@400000006afc90bf3b22aa0c delivery 20: success: 109.145.141.99_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_C8B01BA0BC9/
@400000006afc90bf3b23464c status: local 0/10 remote 1/20
@400000006afc90c332921d14 delivery 19: success: 217.46.8.23_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_5F57E6814AC/
@400000006afc90c332927ad4 status: local 0/10 remote 0/20
@400000006afc91223760d394 starting delivery 21: msg 93004 to local sales967@mail.example.net
@400000006afc9122376115fc status: local 1/10 remote 0/20
@400000006afc912302736f0c delivery 21: success: did_1+0+0/
@400000006afc91230273ec0c status: local 0/10 remote 0/20
@400000006afc9123027445e4 end msg 93004
@400000006afc91fd2cb899cc new msg 93004
@400000006afc91fd2cb8f3a4 info msg 93004: bytes 3245 from <oscar@gmail.com> qp 1387 uid 7791
@400000006afc91fd2cb9748c starting delivery 22: msg 93004 to remote eva+jones@hotmail.com
@400000006afc91fd2cb9ca7c status: local 0/10 remote 1/20
@400000006afc91ff0c48d814 delivery 22: success: 206.4.127.170_accepted_message./Remote_host_said:_250_ok_1794937331_qp_23994/
@400000006afc91ff0c48eb9c status: local 0/10 remote 0/20
@400000006afc91ff0c491694 end msg 93004
@400000006afc92a61db5a104 new msg 93004
@400000006afc92a61db5c42c info msg 93004: bytes 17789 from <> qp 1407 uid 7791
@400000006afc92a61db5e36c starting delivery 23: msg 93004 to local webmaster949@acme-hosting0.test
@400000006afc92a61db67fac status: local 1/10 remote 0/20
@400000006afc92a62542bc04 delivery 23: success: did_1+0+0/
@400000006afc92a625433904 status: local 0/10 remote 0/20
@400000006afc92a625438ef4 end msg 93004
@400000006afc9345347b0924 new msg 93007
@400000006afc9345347b9d94 info msg 93007: bytes 1191 from <ann-list-return-5-vera.popescu=example.org@lists.example.org> qp 1427 uid 1003
@400000006afc9345347bb504 starting delivery 24: msg 93007 to local vera.popescu@example.org
@400000006afc9345347bd05c status: local 1/10 remote 0/20
@400000006afc934536c3284c delivery 24: success: vdelivermail:_valiases_processed/did_0+0+1/
@400000006afc934536c395ac status: local 0/10 remote 0/20
@400000006afc934536c39994 end msg 93007
@400000006afc93761363ef94 new msg 93007
@400000006afc93761364513c info msg 93007: bytes 10811 from <ann-list-return-0-jorge979=Example.COM@lists.example.org> qp 1442 uid 1003
@400000006afc937613649f5c starting delivery 25: msg 93007 to local jorge979@Example.COM
@400000006afc937613650cbc status: local 1/10 remote 0/20
@400000006afc937619d24484 delivery 25: success: did_0+0+1/
@400000006afc937619d2e0c4 status: local 0/10 remote 0/20
@400000006afc937619d2e894 end msg 93007
@400000006afc93e60995933c new msg 93010
@400000006afc93e60995e15c info msg 93010: bytes 2293 from <oscar@gmail.com> qp 1449 uid 7791
@400000006afc93e60996086c starting delivery 26: msg 93010 to local jorge979@Example.COM
@400000006afc93e60996568c status: local 1/10 remote 0/20
@400000006afc93e60996cbbc starting delivery 27: msg 93010 to remote eva.smith@yahoo.com
@400000006afc93e6099719dc status: local 1/10 remote 1/20
@400000006afc93e60fa7fcec delivery 26: success: did_0+0+1/
@400000006afc93e60fa800d4 status: local 0/10 remote 1/20
@400000006afc93e70487a524 delivery 27: success: 109.145.141.99_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_DEE42678E69/
@400000006afc93e70487d7ec status: local 0/10 remote 0/20
@400000006afc93e70487eb74 end msg 93010
@400000006afc968a0be21764 new msg 93010
@400000006afc968a0be236a4 info msg 93010: bytes 45175 from <hosting0.test-Eva.Dubois@acme-hosting0.test> qp 1477 uid 89
@400000006afc968a0be259cc starting delivery 28: msg 93010 to local ben.popescu@example.org
@400000006afc968a0be29464 status: local 1/10 remote 0/20
@400000006afc968a0eafba3c delivery 28: success: did_1+0+0/
@400000006afc968a0eafdd64 status: local 0/10 remote 0/20
@400000006afc968a0eb03354 end msg 93010
@400000006afc980e26e95b6c new msg 93010
@400000006afc980e26e9b92c info msg 93010: bytes 4606 from <billing.ivanov@wonka42.es> qp 1492 uid 7791
@400000006afc980e26e9bd14 starting delivery 29: msg 93010 to remote eva.smith@yahoo.com
@400000006afc980e26ea0b34 status: local 0/10 remote 1/20
@400000006afc980f36db4814 delivery 29: success: 109.145.141.99_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_D5B03CE209C/
@400000006afc980f36dbc12c status: local 0/10 remote 0/20
@400000006afc980f36dbd89c end msg 93010
@400000006afc988d066ce3cc new msg 93010
@400000006afc988d066d7c24 info msg 93010: bytes 14440 from <ann-list-return-0-ines=example.org@lists.example.org> qp 1499 uid 1003
@400000006afc988d066d9b64 starting delivery 30: msg 93010 to local ines@example.org
@400000006afc988d066daeec status: local 1/10 remote 0/20
@400000006afc988d08750bf4 delivery 30: success: did_0+0+1/
@400000006afc988d08757954 status: local 0/10 remote 0/20
@400000006afc988d087609dc end msg 93010
@400000006afc98ab09a96d44 new msg 93010
@400000006afc98ab09aa0984 info msg 93010: bytes 5508 from <oscar.popescu@outlook.com> qp 1510 uid 7791
@400000006afc98ab09aa7eb4 starting delivery 31: msg 93010 to local ines@example.org
@400000006afc98ab09aa829c status: local 1/10 remote 0/20
@400000006afc98ab0f06a824 delivery 31: success: did_1+0+0/
@400000006afc98ab0f0730dc status: local 0/10 remote 0/20
@400000006afc98ab0f07a224 end msg 93010
@400000006afc991f11eae424 new msg 93010
@400000006afc991f11eb2a74 info msg 93010: bytes 11073 from <oscar.virtanen@mail.example.net> qp 1533 uid 89
@400000006afc991f11eba38c starting delivery 32: msg 93010 to remote eva.smith@yahoo.com
@400000006afc991f11ec0534 status: local 0/10 remote 1/20
@400000006afc9927212d2fdc delivery 32: success: 109.145.141.99_accepted_message./Remote_host_said:_250_OK/
@400000006afc9927212d8d9c status: local 0/10 remote 0/20
@400000006afc9927212e1654 end msg 93010
@400000006afc99dc139ace74 new msg 93010
@400000006afc99dc139ae1fc info msg 93010: bytes 9677 from <sales-kowalski@hotmail.com> qp 1559 uid 7791
@400000006afc99dc139b3bd4 starting delivery 33: msg 93010 to local mail.example.net-yves.smith@mail.example.net
@400000006afc99dc139b43a4 status: local 1/10 remote 0/20
@400000006afc99dc16a28864 delivery 33: success: did_0+0+1/
@400000006afc99dc16a2a3bc status: local 0/10 remote 0/20
@400000006afc99dc16a2bb2c end msg 93010
@400000006afc9a3d114d504c new msg 93010
@400000006afc9a3d114dd51c info msg 93010: bytes 5166 from <Sales.Smith@acme-hosting0.test> qp 1579 uid 89
@400000006afc9a3d114e139c starting delivery 34: msg 93010 to local hans444@lists.example.org
@400000006afc9a3d114e2b0c status: local 1/10 remote 0/20
@400000006afc9a3d154a37dc delivery 34: success: did_1+0+0/
@400000006afc9a3d154a89e4 status: local 0/10 remote 0/20
@400000006afc9a3d154b223c end msg 93010
@400000006afc9dad05aa283c new msg 93010
@400000006afc9dad05aa37dc info msg 93010: bytes 5249 from <Webmaster.Costa@t-online.de> qp 1590 uid 7791
@400000006afc9dad05aa7274 starting delivery 35: msg 93010 to remote tina@cyberdyne21.es
@400000006afc9dad05aaf744 status: local 0/10 remote 1/20
@400000006afc9dad150971d4 delivery 35: success: 191.166.194.202_accepted_message./Remote_host_said:_250_ok_1794940323_qp_20960/
@400000006afc9dad1509f6a4 status: local 0/10 remote 0/20
@400000006afc9dad150a7b74 end msg 93010
@400000006afc9fbf0f8aa91c new msg 93010
@400000006afc9fbf0f8b1e4c info msg 93010: bytes 12192 from <tina@cyberdyne21.es> qp 1618 uid 7791
@400000006afc9fbf0f8b3d8c starting delivery 36: msg 93010 to local ben.popescu@example.org
@400000006afc9fbf0f8b743c status: local 1/10 remote 0/20
@400000006afc9fbf17e62424 delivery 36: success: did_1+0+0/
@400000006afc9fbf17e6bc7c status: local 0/10 remote 0/20
@400000006afc9fbf17e6cc1c end msg 93010
@400000006afca027187cfd54 new msg 93010
@400000006afca027187d14c4 info msg 93010: bytes 16068 from <Sales.Smith@acme-hosting0.test> qp 1631 uid 89
@400000006afca027187d6e9c starting delivery 37: msg 93010 to local ben.popescu@example.org
@400000006afca027187d7284 status: local 1/10 remote 0/20
@400000006afca027187da934 starting delivery 38: msg 93010 to local ines670@acme-hosting0.test
@400000006afca027187db4ec status: local 2/10 remote 0/20
@400000006afca027187e0adc starting delivery 39: msg 93010 to local ines@example.org
@400000006afca027187e2a1c status: local 3/10 remote 0/20
@400000006afca027187e35d4 starting delivery 40: msg 93010 to local ines670@acme-hosting0.test
@400000006afca027187e39bc status: local 4/10 remote 0/20
@400000006afca027187e8bc4 starting delivery 41: msg 93010 to local acme-hosting0.test-Eva.Dubois@acme-hosting0.test
@400000006afca027187ebaa4 status: local 5/10 remote 0/20
@400000006afca027187ebe8c starting delivery 42: msg 93010 to local ines@example.org
@400000006afca027187f2034 status: local 6/10 remote 0/20
@400000006afca027187f81dc starting delivery 43: msg 93010 to local ines@example.org
@400000006afca027187fb0bc status: local 7/10 remote 0/20
@400000006afca027187fcc14 starting delivery 44: msg 93010 to local ines@example.org
@400000006afca02718803974 status: local 8/10 remote 0/20
@400000006afca027188077f4 starting delivery 45: msg 93010 to local ines670@acme-hosting0.test
@400000006afca0271881087c status: local 9/10 remote 0/20
@400000006afca0271881104c starting delivery 46: msg 93010 to local jorge979@Example.COM
@400000006afca027188152b4 status: local 10/10 remote 0/20
@400000006afca0271881df54 starting delivery 47: msg 93010 to remote Billing.Nagy@mail.ru
@400000006afca02718821604 status: local 10/10 remote 1/20
@400000006afca0271882aa74 starting delivery 48: msg 93010 to remote yves497@orange.fr
@400000006afca0271882e8f4 status: local 10/10 remote 2/20
@400000006afca02718830834 starting delivery 49: msg 93010 to remote sales.jones@mail.ru
@400000006afca0271883a474 status: local 10/10 remote 3/20
@400000006afca0271883eeac starting delivery 50: msg 93010 to remote tina.hansen@aol.com
@400000006afca02718848704 status: local 10/10 remote 4/20
@400000006afca0271884f84c starting delivery 51: msg 93010 to remote eva.smith@yahoo.com
@400000006afca0271885948c status: local 10/10 remote 5/20
@400000006afca0271886212c starting delivery 52: msg 93010 to remote Nina.Horvath@hotmail.com
@400000006afca0271886adcc status: local 10/10 remote 6/20
@400000006afca02718873a6c starting delivery 53: msg 93010 to remote eva.smith@yahoo.com
@400000006afca02718877504 status: local 10/10 remote 7/20
@400000006afca02718878c74 starting delivery 54: msg 93010 to remote Yves.Lee@wanadoo.fr
@400000006afca0271887abb4 status: local 10/10 remote 8/20
@400000006afca0271888152c starting delivery 55: msg 93010 to remote eva.smith@yahoo.com
@400000006afca0271888828c status: local 10/10 remote 9/20
@400000006afca0271888a1cc starting delivery 56: msg 93010 to remote yves.brown@gmail.com
@400000006afca02718891ecc status: local 10/10 remote 10/20
@400000006afca02718899014 starting delivery 57: msg 93010 to remote sales.jones@mail.ru
@400000006afca027188a1cb4 status: local 10/10 remote 11/20
@400000006afca027188aa56c starting delivery 58: msg 93010 to remote Billing.Nagy@mail.ru
@400000006afca027188b2e24 status: local 10/10 remote 12/20
@400000006afca027188b7474 starting delivery 59: msg 93010 to remote Hans.Kim@wingtip59.edu
@400000006afca027188bddec status: local 10/10 remote 13/20
@400000006afca027188c10b4 starting delivery 60: msg 93010 to remote Sales.Weber@gmail.com
@400000006afca027188c81fc status: local 10/10 remote 14/20
@400000006afca027188cd7ec starting delivery 61: msg 93010 to remote Nina.Horvath@hotmail.com
@400000006afca027188d7044 status: local 10/10 remote 15/20
@400000006afca027188d8b9c starting delivery 62: msg 93010 to remote rosa.weber@gmail.com
@400000006afca027188e1454 status: local 10/10 remote 16/20
@400000006afca027188e471c starting delivery 63: msg 93010 to remote sales.jones@mail.ru
@400000006afca027188e4b04 status: local 10/10 remote 17/20
@400000006afca027188ed3bc starting delivery 64: msg 93010 to remote eva.smith@yahoo.com
@400000006afca027188ef2fc status: local 10/10 remote 18/20
@400000006afca027188f682c starting delivery 65: msg 93010 to remote tina@cyberdyne21.es
@400000006afca027188fecfc status: local 10/10 remote 19/20
@400000006afca02718903b1c starting delivery 66: msg 93010 to remote rosa.weber@gmail.com
@400000006afca02718904abc status: local 10/10 remote 20/20
@400000006afca02719039e2c delivery 44: deferral: Uh-oh:_home_directory_is_writable._(#4.7.0)/
@400000006afca02719041b2c status: local 9/10 remote 20/20
@400000006afca027190478ec starting delivery 67: msg 93010 to local contact.kim@mail.example.net
@400000006afca0271904e64c status: local 10/10 remote 20/20
@400000006afca027197d69dc delivery 37: success: did_1+0+0/
@400000006afca027197d71ac status: local 9/10 remote 20/20
@400000006afca027197d98bc starting delivery 68: msg 93010 to local ines670@acme-hosting0.test
@400000006afca027197dac44 status: local 10/10 remote 20/20
@400000006afca027199ba424 delivery 67: success: did_1+0+0/
@400000006afca027199c1d3c status: local 9/10 remote 20/20
@400000006afca027199c30c4 starting delivery 69: msg 93010 to local ines@example.org
@400000006afca027199c4834 status: local 10/10 remote 20/20
@400000006afca02719c9575c delivery 38: success: did_1+0+0/
@400000006afca02719c995dc status: local 9/10 remote 20/20
@400000006afca02719ca227c starting delivery 70: msg 93010 to local gina144@acme-hosting0.test
@400000006afca02719ca786c status: local 10/10 remote 20/20
@400000006afca02719dfc1a4 delivery 45: success: did_0+0+1/
@400000006afca02719e036d4 status: local 9/10 remote 20/20
@400000006afca02719e0c374 starting delivery 71: msg 93010 to local sales967@mail.example.net
@400000006afca02719e0e69c status: local 10/10 remote 20/20
@400000006afca02719ef7144 delivery 43: success: did_1+0+0/
@400000006afca02719efabdc status: local 9/10 remote 20/20
@400000006afca02719efc34c starting delivery 72: msg 93010 to local ben.popescu@example.org
@400000006afca02719f04fec status: local 10/10 remote 20/20
@400000006afca0271a454204 delivery 39: success: did_0+0+1/
@400000006afca0271a45af64 status: local 9/10 remote 20/20
@400000006afca0271a462c64 starting delivery 73: msg 93010 to local frank.lee@acme-hosting0.test
@400000006afca0271a466ecc status: local 10/10 remote 20/20
@400000006afca0271a7dde34 delivery 72: success: did_0+0+1/
@400000006afca0271a7e3fdc status: local 9/10 remote 20/20
@400000006afca0271a7eb50c starting delivery 74: msg 93010 to local ines.dubois@mail.example.net
@400000006afca0271a7f497c status: local 10/10 remote 20/20
@400000006afca0271ae99854 delivery 73: success: did_1+0+0/
@400000006afca0271aea193c status: local 9/10 remote 20/20
@400000006afca0271aea6b44 starting delivery 75: msg 93010 to local ines670@acme-hosting0.test
@400000006afca0271aeab194 status: local 10/10 remote 20/20
@400000006afca0271af7a9e4 delivery 68: success: did_0+0+1/
@400000006afca0271af7f034 status: local 9/10 remote 20/20
@400000006afca0271af7ffd4 starting delivery 76: msg 93010 to local jobs+lindqvist@Example.COM
@400000006afca0271af826e4 status: local 10/10 remote 20/20
@400000006afca0271b42e3b4 delivery 69: success: did_1+0+0/
@400000006afca0271b430eac status: local 9/10 remote 20/20
@400000006afca0271b43a704 starting delivery 77: msg 93010 to local ines@example.org
@400000006afca0271b4433a4 status: local 10/10 remote 20/20
@400000006afca0271c042c2c delivery 42: success: did_0+0+1/
@400000006afca0271c04b8cc status: local 9/10 remote 20/20
@400000006afca0271c04eb94 starting delivery 78: msg 93010 to local ines670@acme-hosting0.test
@400000006afca0271c0560c4 status: local 10/10 remote 20/20
@400000006afca0271c4c31ac delivery 41: success: did_1+0+0/
@400000006afca0271c4caac4 status: local 9/10 remote 20/20
@400000006afca0271c4d337c starting delivery 79: msg 93010 to local vera.popescu@example.org
@400000006afca0271c4db07c status: local 10/10 remote 20/20
@400000006afca0271ccba694 delivery 78: success: did_1+0+0/
@400000006afca0271ccbfc84 status: local 9/10 remote 20/20
@400000006afca0271ccc2b64 starting delivery 80: msg 93010 to local ben.popescu@example.org
@400000006afca0271ccc90f4 status: local 10/10 remote 20/20
@400000006afca0271d577b74 delivery 40: success: did_0+0+1/
@400000006afca0271d57b224 status: local 9/10 remote 20/20
@400000006afca0271d58042c starting delivery 81: msg 93010 to local ines@example.org
@400000006afca0271d584e64 status: local 10/10 remote 20/20
@400000006afca0271e1a61fc delivery 79: success: did_0+0+1/
@400000006afca0271e1aee9c status: local 9/10 remote 20/20
@400000006afca0271e1b1994 starting delivery 82: msg 93010 to local frank.lee@acme-hosting0.test
@400000006afca0271e1ba634 status: local 10/10 remote 20/20
@400000006afca0271ea4b03c delivery 46: success: did_1+0+0/
@400000006afca0271ea4f2a4 status: local 9/10 remote 20/20
@400000006afca0271ea5738c starting delivery 83: msg 93010 to local ines@example.org
@400000006afca0271ea5e0ec status: local 10/10 remote 20/20
@400000006afca0271ea67944 delivery 70: success: did_0+0+1/
@400000006afca0271ea7119c status: local 9/10 remote 20/20
@400000006afca0271ea7966c starting delivery 84: msg 93010 to local Gina.Silva@mail.example.net
@400000006afca0271ea80f84 status: local 10/10 remote 20/20
@400000006afca0271face8dc delivery 80: success: did_1+0+0/
@400000006afca0271fad7964 status: local 9/10 remote 20/20
@400000006afca0271fad8cec starting delivery 85: msg 93010 to local carla
@400000006afca0271fae215c status: local 10/10 remote 20/20
@400000006afca0271fd4faac delivery 77: success: did_1+0+0/
@400000006afca0271fd58b34 status: local 9/10 remote 20/20
@400000006afca0271fd5f894 starting delivery 86: msg 93010 to local quentin@lists.example.org
@400000006afca0271fd64a9c status: local 10/10 remote 20/20
@400000006afca0272042a4e4 delivery 71: success: did_1+0+0/
@400000006afca0272042df7c status: local 9/10 remote 20/20
@400000006afca02720436064 starting delivery 87: msg 93010 to local billing+kim@lists.example.org
@400000006afca0272043f0ec status: local 10/10 remote 20/20
@400000006afca0272062fa3c delivery 86: success: did_0+0+1/
@400000006afca02720637b24 status: local 9/10 remote 20/20
@400000006afca0272063e884 starting delivery 88: msg 93010 to local billing+kim@lists.example.org
@400000006afca0272063f43c status: local 10/10 remote 20/20
@400000006afca02720d39274 delivery 84: success: did_0+0+1/
@400000006afca02720d3e864 status: local 9/10 remote 20/20
@400000006afca02720d451dc starting delivery 89: msg 93010 to local ines670@acme-hosting0.test
@400000006afca02720d49ffc status: local 10/10 remote 20/20
@400000006afca0272166b66c delivery 81: success: did_1+0+0/
@400000006afca02721673b3c status: local 9/10 remote 20/20
@400000006afca02721674ec4 starting delivery 90: msg 93010 to local sales967@mail.example.net
@400000006afca0272167b83c status: local 10/10 remote 20/20
@400000006afca02721b2f20c delivery 85: success: did_1+0+0/
@400000006afca02721b34be4 status: local 9/10 remote 20/20
@400000006afca02721b3d0b4 starting delivery 91: msg 93010 to local jorge979@Example.COM
@400000006afca02721b3e054 status: local 10/10 remote 20/20
@400000006afca02721fdf144 delivery 90: success: did_1+0+0/
@400000006afca02721fe4b1c status: local 9/10 remote 20/20
@400000006afca02721fea10c starting delivery 92: msg 93010 to local ines670@acme-hosting0.test
@400000006afca02721ff3964 status: local 10/10 remote 20/20
@400000006afca02721ffcdd4 delivery 74: success: did_1+0+0/
@400000006afca02722005e5c status: local 9/10 remote 20/20
@400000006afca0272200cfa4 starting delivery 93: msg 93010 to local paul@acme-hosting0.test
@400000006afca0272200df44 status: local 10/10 remote 20/20
@400000006afca02722c0435c delivery 88: success: did_1+0+0/
@400000006afca02722c08d94 status: local 9/10 remote 20/20
@400000006afca02722c106ac starting delivery 94: msg 93010 to local billing+kim@lists.example.org
@400000006afca02722c125ec status: local 10/10 remote 20/20
@400000006afca02722d7a7a4 delivery 91: success: did_1+0+0/
@400000006afca02722d824a4 status: local 9/10 remote 20/20
@400000006afca02722d8305c starting delivery 95: msg 93010 to local vera.popescu@example.org
@400000006afca02722d86af4 status: local 10/10 remote 20/20
@400000006afca02723265ffc delivery 83: deferral: user_is_over_quota/
@400000006afca0272326e4cc status: local 9/10 remote 20/20
@400000006afca02723277554 starting delivery 96: msg 93010 to local ben.virtanen@Example.COM
@400000006afca0272327e2b4 status: local 10/10 remote 20/20
@400000006afca02723e76224 delivery 89: success: did_0+2+0/qp_8372/
@400000006afca02723e7e30c status: local 9/10 remote 20/20
@400000006afca02723e7f2ac starting delivery 97: msg 93010 to local webmaster.nagy@acme-hosting0.test
@400000006afca02723e863f4 status: local 10/10 remote 20/20
@400000006afca02723eea96c delivery 76: success: did_1+0+0/
@400000006afca02723eead54 status: local 9/10 remote 20/20
@400000006afca02723eee404 starting delivery 98: msg 93010 to local sales967@mail.example.net
@400000006afca02723eee7ec status: local 10/10 remote 20/20
@400000006afca027241cc61c delivery 82: success: did_1+0+0/
@400000006afca027241d52bc status: local 9/10 remote 20/20
@400000006afca027241db07c starting delivery 99: msg 93010 to local mail.example.net-stefan@mail.example.net
@400000006afca027241dd3a4 status: local 10/10 remote 20/20
@400000006afca027247d0aa4 delivery 87: success: did_1+0+0/
@400000006afca027247d29e4 status: local 9/10 remote 20/20
@400000006afca027247d8b8c starting delivery 100: msg 93010 to local ines@example.org
@400000006afca027247d9b2c status: local 10/10 remote 20/20
@400000006afca02724c064d4 delivery 93: success: did_0+0+1/
@400000006afca02724c0b2f4 status: local 9/10 remote 20/20
@400000006afca027255847a4 delivery 94: success: did_0+0+1/
@400000006afca0272558a17c status: local 8/10 remote 20/20
@400000006afca027257a621c delivery 99: success: did_1+0+0/
@400000006afca027257ae304 status: local 7/10 remote 20/20
@400000006afca0272583ff0c delivery 98: success: did_1+0+0/
@400000006afca027258483dc status: local 6/10 remote 20/20
@400000006afca02725937be4 delivery 100: success: did_1+0+0/
@400000006afca0272593a2f4 status: local 5/10 remote 20/20
@400000006afca02725fd8084 delivery 92: success: did_1+0+0/
@400000006afca02725fe110c status: local 4/10 remote 20/20
@400000006afca02728c0f1fc delivery 53: success: 109.145.141.99_accepted_message./Remote_host_said:_250_OK_id=1kim-0009664-44/
@400000006afca02728c10d54 status: local 4/10 remote 19/20
@400000006afca02728c1960c starting delivery 101: msg 93010 to remote frank.berg@gmail.com
@400000006afca02728c1e814 status: local 4/10 remote 20/20
@400000006afca027291357bc delivery 97: success: did_0+0+1/
@400000006afca0272913d8a4 status: local 3/10 remote 20/20
@400000006afca02729dbace4 delivery 75: success: did_1+0+0/
@400000006afca02729dbe394 status: local 2/10 remote 20/20
@400000006afca0272a259e94 delivery 95: success: did_1+0+0/
@400000006afca0272a261b94 status: local 1/10 remote 20/20
@400000006afca0272a6ac5b4 delivery 51: success: 109.145.141.99_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_EB0AED7DF65/
@400000006afca0272a6b1ba4 status: local 1/10 remote 19/20
@400000006afca0272a6b3ae4 starting delivery 102: msg 93010 to remote hans-popescu@gmail.com
@400000006afca0272a6b5254 status: local 1/10 remote 20/20
@400000006afca0272d3ac604 delivery 96: success: did_1+0+0/
@400000006afca0272d3b1fdc status: local 0/10 remote 20/20
@400000006afca0272f62af14 delivery 66: success: 108.170.118.43_accepted_message./Remote_host_said:_250_OK_id=1lind-000a623-9C/
@400000006afca0272f62bacc status: local 0/10 remote 19/20
@400000006afca0272f62e5c4 starting delivery 103: msg 93010 to remote eva.smith@yahoo.com
@400000006afca0272f6362c4 status: local 0/10 remote 20/20
@400000006afca02731de8484 delivery 59: success: 217.46.8.23_accepted_message./Remote_host_said:_250_ok_1794940957_qp_5981/
@400000006afca02731dee244 status: local 0/10 remote 19/20
@400000006afca02731df5774 starting delivery 104: msg 93010 to remote eva.smith@yahoo.com
@400000006afca02731dfa97c status: local 0/10 remote 20/20
@400000006afca0280079e12c delivery 56: success: 108.170.118.43_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_72E02E9BDCF/
@400000006afca028007a0454 status: local 0/10 remote 19/20
@400000006afca028007a8154 starting delivery 105: msg 93010 to remote luis@web.de
@400000006afca028007af684 status: local 0/10 remote 20/20
@400000006afca02801507aac delivery 50: success: 15.224.79.253_accepted_message./Remote_host_said:_250_ok_1794940957_qp_29403/
@400000006afca02801511304 status: local 0/10 remote 19/20
@400000006afca02801511ad4 starting delivery 106: msg 93010 to remote billing.tanaka@hotmail.com
@400000006afca02801519004 status: local 0/10 remote 20/20
@400000006afca02805553df4 delivery 61: success: 206.4.127.170_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_6F90BFD7A9F/
@400000006afca02805558ffc status: local 0/10 remote 19/20
@400000006afca02805562854 starting delivery 107: msg 93010 to remote Billing.Nagy@mail.ru
@400000006afca0280556999c status: local 0/10 remote 20/20
@400000006afca02809e0a9e4 delivery 48: success: 42.50.73.177_accepted_message./Remote_host_said:_250_ok_1794940957_qp_10087/
@400000006afca02809e13684 status: local 0/10 remote 19/20
@400000006afca02809e19444 starting delivery 108: msg 93010 to remote tina.rossi@hotmail.com
@400000006afca02809e20974 status: local 0/10 remote 20/20
@400000006afca0280bd6d0ac delivery 55: success: 109.145.141.99_accepted_message./Remote_host_said:_250_ok_1794940957_qp_30102/
@400000006afca0280bd70f2c status: local 0/10 remote 19/20
@400000006afca0280bd75964 starting delivery 109: msg 93010 to remote zoe@outlook.com
@400000006afca0280bd7caac status: local 0/10 remote 20/20
@400000006afca0280c969a54 delivery 62: success: 108.170.118.43_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_0C98B4773A9/
@400000006afca0280c97230c status: local 0/10 remote 19/20
@400000006afca0280c97424c starting delivery 110: msg 93010 to remote frank@wingtip49.edu
@400000006afca0280c97ceec status: local 0/10 remote 20/20
@400000006afca0281924b2ec delivery 101: success: 108.170.118.43_accepted_message./Remote_host_said:_250_OK/
@400000006afca0281924e1cc status: local 0/10 remote 19/20
@400000006afca02819255ecc starting delivery 111: msg 93010 to remote eva.smith@yahoo.com
@400000006afca02819257a24 status: local 0/10 remote 20/20
@400000006afca0281984f774 delivery 52: success: 206.4.127.170_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_022A0079CFD/
@400000006afca02819851e84 status: local 0/10 remote 19/20
@400000006afca0281985708c starting delivery 112: msg 93010 to remote tina.lee@yahoo.com
@400000006afca02819859b84 status: local 0/10 remote 20/20
@400000006afca0281ab13aa4 delivery 110: success: 131.206.247.169_accepted_message./Remote_host_said:_250_ok_1794940958_qp_26389/
@400000006afca0281ab1947c status: local 0/10 remote 19/20
@400000006afca0281ab1dacc starting delivery 113: msg 93010 to remote newsletter587@gmail.com
@400000006afca0281ab2388c status: local 0/10 remote 20/20
@400000006afca0282026b0a4 delivery 60: success: 108.170.118.43_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_6AC885D43AB/
@400000006afca0282026e754 status: local 0/10 remote 19/20
@400000006afca0282055466c delivery 108: success: 206.4.127.170_accepted_message./Remote_host_said:_250_OK_id=1jone-000eeb-75/
@400000006afca02820559874 status: local 0/10 remote 18/20
@400000006afca02828bec74c delivery 105: success: 121.144.110.19_accepted_message./Remote_host_said:_250_OK/
@400000006afca02828bf53ec status: local 0/10 remote 17/20
@400000006afca0282b3c811c delivery 106: success: 206.4.127.170_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_9EC50F34C21/
@400000006afca0282b3c8504 status: local 0/10 remote 16/20
@400000006afca02838e5067c delivery 112: success: 109.145.141.99_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_AA8C0B7DB94/
@400000006afca02838e56c0c status: local 0/10 remote 15/20
@400000006afca0290a2bef6c delivery 103: success: 109.145.141.99_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_7D969185AEE/
@400000006afca0290a2c5ccc status: local 0/10 remote 14/20
@400000006afca02913a1eeac delivery 109: success: 196.163.85.66_accepted_message./Remote_host_said:_250_OK/
@400000006afca02913a2061c status: local 0/10 remote 13/20
@400000006afca029192ead9c delivery 113: success: 108.170.118.43_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_84BA38BE784/
@400000006afca029192f420c status: local 0/10 remote 12/20
@400000006afca0291f0a8a74 delivery 64: success: 109.145.141.99_accepted_message./Remote_host_said:_250_OK/
@400000006afca0291f0a962c status: local 0/10 remote 11/20
@400000006afca0292153075c delivery 104: deferral: Connected_to_109.145.141.99_but_connection_died._(#4.4.2)/
@400000006afca02921539014 status: local 0/10 remote 10/20
@400000006afca02b0796b5fc delivery 102: success: 108.170.118.43_accepted_message./Remote_host_said:_250_OK/
@400000006afca02b07971f74 status: local 0/10 remote 9/20
@400000006afca02b27a986bc delivery 65: success: 191.166.194.202_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_57200312923/
@400000006afca02b27aa07a4 status: local 0/10 remote 8/20
@400000006afca02c09769d74 delivery 111: success: 109.145.141.99_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_67BA236255B/
@400000006afca02c0976d03c status: local 0/10 remote 7/20
@400000006afca033307c682c delivery 49: success: 25.154.204.38_accepted_message./Remote_host_said:_250_OK_id=1jone-000935b-AA/
@400000006afca033307ccdbc status: local 0/10 remote 6/20
@400000006afca0340e82ce3c delivery 47: success: 25.154.204.38_accepted_message./Remote_host_said:_250_OK/
@400000006afca0340e8308d4 status: local 0/10 remote 5/20
@400000006afca0381f005144 delivery 54: success: 112.117.11.22_accepted_message./Remote_host_said:_250_ok_1794940957_qp_32097/
@400000006afca0381f00c28c status: local 0/10 remote 4/20
@400000006afca03a118d280c delivery 58: success: 25.154.204.38_accepted_message./Remote_host_said:_250_OK/
@400000006afca03a118d4364 status: local 0/10 remote 3/20
@400000006afca03d1ee30d14 delivery 63: success: 25.154.204.38_accepted_message./Remote_host_said:_250_OK_id=1cost-000c68c-12/
@400000006afca03d1ee318cc status: local 0/10 remote 2/20
@400000006afca03e35f3746c delivery 107: success: 25.154.204.38_accepted_message./Remote_host_said:_250_ok_1794940958_qp_4191/
@400000006afca03e35f410ac status: local 0/10 remote 1/20
@400000006afca06325b8651c delivery 57: success: 25.154.204.38_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_E7AE83258A2/
@400000006afca06325b8caac status: local 0/10 remote 0/20
@400000006afca08c04aa63ac starting delivery 114: msg 93010 to local ines@example.org
@400000006afca08c04aafc04 status: local 1/10 remote 0/20
@400000006afca08c080e6a84 delivery 114: success: did_0+0+1/
@400000006afca08c080eef54 status: local 0/10 remote 0/20
@400000006afca08c2466041c starting delivery 115: msg 93010 to local ines@example.org
@400000006afca08c246665c4 status: local 1/10 remote 0/20
@400000006afca08c2773b564 delivery 115: success: did_1+0+0/
@400000006afca08c27744dbc status: local 0/10 remote 0/20
@400000006afca17110f61ffc new msg 93007
@400000006afca17110f6a4cc info msg 93007: bytes 5053 from <gina144@acme-hosting0.test> qp 1632 uid 89
@400000006afca17110f70e44 starting delivery 116: msg 93007 to local ulrich143@Example.COM
@400000006afca17110f76fec status: local 1/10 remote 0/20
@400000006afca17110f7875c starting delivery 117: msg 93007 to remote tina.popescu@stark36.es
@400000006afca17110f7f8a4 status: local 1/10 remote 1/20
@400000006afca171132c5534 delivery 116: report mangled, will defer
@400000006afca171132cce4c warning: trouble marking local/5/93007; message will be delivered twice!
@400000006afca171132cf174 status: local 0/10 remote 1/20
@400000006afca17204ea339c delivery 117: success: 15.113.84.224_accepted_message./Remote_host_said:_250_ok_1794941287_qp_2884/
@400000006afca17204ea433c status: local 0/10 remote 0/20
@400000006afca1d530c1ae8c starting delivery 118: msg 93007 to local ulrich143@Example.COM
@400000006afca1d530c1b65c status: local 1/10 remote 0/20
@400000006afca1d534c2764c delivery 118: success: did_0+0+1/
@400000006afca1d534c2a52c status: local 0/10 remote 0/20
@400000006afca1d534c32de4 end msg 93007
@400000006afca1e01fb1f5d4 starting delivery 119: msg 93010 to remote eva.smith@yahoo.com
@400000006afca1e01fb28e2c status: local 0/10 remote 1/20
@400000006afca1e2020dcb84 delivery 119: success: 109.145.141.99_accepted_message./Remote_host_said:_250_OK_id=1virt-000e502-79/
@400000006afca1e2020e5054 status: local 0/10 remote 0/20
@400000006afca1e2020e96a4 end msg 93010
@400000006afca3900af09344 new msg 93010
@400000006afca3900af09b14 info msg 93010: bytes 42596 from <carla> qp 1651 uid 89
@400000006afca3900af127b4 starting delivery 120: msg 93010 to local ben.popescu@example.org
@400000006afca3900af15a7c status: local 1/10 remote 0/20
@400000006afca3900bf91a04 delivery 120: success: did_0+0+1/
@400000006afca3900bf98b4c status: local 0/10 remote 0/20
@400000006afca3900bfa1fbc end msg 93010
@400000006afca44c1668bf6c new msg 93010
@400000006afca44c1668f61c info msg 93010: bytes 89228 from <oscar.popescu@outlook.com> qp 1656 uid 7791
@400000006afca44c16697704 starting delivery 121: msg 93010 to remote Yves.Dubois@zorg34.edu
@400000006afca44c1669b584 status: local 0/10 remote 1/20
@400000006afca44d09c503c4 delivery 121: success: 107.27.13.194_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_867499988D8/
@400000006afca44d09c54dfc status: local 0/10 remote 0/20
@400000006afca44d09c5656c end msg 93010
@400000006afca5ec275afd44 new msg 93010
@400000006afca5ec275b5b04 info msg 93010: bytes 4407 from <ann-list-return-37-vera.popescu=example.org@lists.example.org> qp 1671 uid 1003
@400000006afca5ec275bb4dc starting delivery 122: msg 93010 to local vera.popescu@example.org
@400000006afca5ec275c1e54 status: local 1/10 remote 0/20
@400000006afca5ec29ce916c delivery 122: success: did_1+0+0/
@400000006afca5ec29cf1e0c status: local 0/10 remote 0/20
@400000006afca5ec29cf54bc end msg 93010
@400000006afca5f910bc5ed4 new msg 93010
@400000006afca5f910bc7a2c info msg 93010: bytes 9119 from <billing@yahoo.com> qp 1676 uid 7791
@400000006afca5f910bcc07c starting delivery 123: msg 93010 to remote rosa.weber@gmail.com
@400000006afca5f910bd0ab4 status: local 0/10 remote 1/20
@400000006afca5f92d9a4f0c delivery 123: success: 108.170.118.43_accepted_message./Remote_host_said:_250_ok_1794942447_qp_14261/
@400000006afca5f92d9ae37c status: local 0/10 remote 0/20
@400000006afca5f92d9b684c end msg 93010
@400000006afca61d16ef7b9c new msg 93010
@400000006afca61d16efa2ac info msg 93010: bytes 11005 from <luis91@tyrell46.edu> qp 1677 uid 7791
@400000006afca61d16f0371c starting delivery 124: msg 93010 to local jobs403@example.org
@400000006afca61d16f0853c status: local 1/10 remote 0/20
@400000006afca61d28a9ef5c delivery 124: success: did_1+0+0/
@400000006afca61d28aa31c4 status: local 0/10 remote 0/20
@400000006afca61d28aac24c end msg 93010
@400000006afca6380fbe346c new msg 93010
@400000006afca6380fbe634c info msg 93010: bytes 12606 from <billing.ivanov@wonka42.es> qp 1678 uid 7791
@400000006afca6380fbeb93c starting delivery 125: msg 93010 to remote tina.popescu@stark36.es
@400000006afca6380fbf3254 status: local 0/10 remote 1/20
@400000006afca639314e8d0c delivery 125: success: 15.113.84.224_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_BDFF7C8B1A6/
@400000006afca639314ecf74 status: local 0/10 remote 0/20
@400000006afca639314f44a4 end msg 93010
@400000006afca6702cc27924 new msg 93010
@400000006afca6702cc2f624 info msg 93010: bytes 2262 from <billing@yahoo.com> qp 1701 uid 7791
@400000006afca6702cc3676c starting delivery 126: msg 93010 to local ines670@acme-hosting0.test
@400000006afca6702cc37edc status: local 1/10 remote 0/20
@400000006afca670308a52ac delivery 126: success: did_1+0+0/
@400000006afca670308aeeec status: local 0/10 remote 0/20
@400000006afca670308b19e4 end msg 93010
@400000006afca717156662cc new msg 93010
@400000006afca71715666a9c info msg 93010: bytes 3149 from <sales-kowalski@hotmail.com> qp 1720 uid 7791
@400000006afca7171566b8bc starting delivery 127: msg 93010 to remote tina.hansen@aol.com
@400000006afca71715670ac4 status: local 0/10 remote 1/20
@400000006afca71823de3294 delivery 127: success: 15.224.79.253_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_CE2E804845D/
@400000006afca71823de7114 status: local 0/10 remote 0/20
@400000006afca71823deabac end msg 93010
@400000006afca7bd33c5bb14 new msg 93010
@400000006afca7bd33c5d284 info msg 93010: bytes 9302 from <nina.hansen@acme-hosting0.test> qp 1737 uid 89
@400000006afca7bd33c614ec starting delivery 128: msg 93010 to local ines670@acme-hosting0.test
@400000006afca7bd33c64b9c status: local 1/10 remote 0/20
@400000006afca7bd35014084 delivery 128: success: did_0+0+1/
@400000006afca7bd3501734c status: local 0/10 remote 0/20
@400000006afca7bd3501b99c end msg 93010
@400000006afcaa0d0cddfbc4 new msg 93010
@400000006afcaa0d0cde6154 info msg 93010: bytes 3256 from <> qp 1745 uid 89
@400000006afcaa0d0cde6d0c starting delivery 129: msg 93010 to local ben.popescu@example.org
@400000006afcaa0d0cdea7a4 status: local 1/10 remote 0/20
@400000006afcaa0d0eedd4ac delivery 129: success: did_0+0+1/
@400000006afcaa0d0eee49dc status: local 0/10 remote 0/20
@400000006afcaa0d0eeed67c end msg 93010
@400000006afcab3420b94fcc new msg 93010
@400000006afcab3420b99a04 info msg 93010: bytes 18621 from <sales-kowalski@hotmail.com> qp 1757 uid 7791
@400000006afcab3420b9dc6c starting delivery 130: msg 93010 to local ines.dubois@mail.example.net
@400000006afcab3420ba26a4 status: local 1/10 remote 0/20
@400000006afcab3421f2a6a4 delivery 130: success: did_0+0+1/
@400000006afcab3421f317ec status: local 0/10 remote 0/20
@400000006afcab3421f38d1c end msg 93010
@400000006afcabe911c5d7c4 new msg 93010
@400000006afcabe911c61644 info msg 93010: bytes 2837 from <ann-list-return-0-sales.jones=mail.ru@lists.example.org> qp 1784 uid 1003
@400000006afcabe911c68f5c starting delivery 131: msg 93010 to remote sales.jones@mail.ru
@400000006afcabe911c71bfc status: local 0/10 remote 1/20
@400000006afcabfc358c6d6c delivery 131: report mangled, will defer
@400000006afcabfc358cd6e4 warning: trouble marking local/5/93010; message will be delivered twice!
@400000006afcabfc358cfdf4 status: local 0/10 remote 0/20
@400000006afcacdd1081de44 new msg 93007
@400000006afcacdd1081f1cc info msg 93007: bytes 15181 from <ulrich.kowalski@mail.example.net> qp 1791 uid 89
@400000006afcacdd1082863c starting delivery 132: msg 93007 to remote Support.Dubois@yahoo.com
@400000006afcacdd10830ef4 status: local 0/10 remote 1/20
@400000006afcacde11775234 delivery 132: success: 109.145.141.99_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_8231D7B2D73/
@400000006afcacde117788e4 status: local 0/10 remote 0/20
@400000006afcacde1177d704 end msg 93007
@400000006afcad882d5508ac new msg 93007
@400000006afcad882d5585ac info msg 93007: bytes 3398 from <oscar@gmail.com> qp 1798 uid 7791
@400000006afcad882d559934 starting delivery 133: msg 93007 to local ben.popescu@example.org
@400000006afcad882d562da4 status: local 1/10 remote 0/20
@400000006afcad8830975e84 delivery 133: success: did_0+0+1/
@400000006afcad883097df6c status: local 0/10 remote 0/20
@400000006afcad8830987bac end msg 93007
@400000006afcae2b0e3f646c starting delivery 134: msg 93010 to remote sales.jones@mail.ru
@400000006afcae2b0e3faabc status: local 0/10 remote 1/20
@400000006afcae382580ab7c delivery 134: success: 25.154.204.38_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_38D7F01EAC1/
@400000006afcae382580d674 status: local 0/10 remote 0/20
@400000006afcae38258172b4 end msg 93010
@400000006afcaf7b16e1cbb4 new msg 93010
@400000006afcaf7b16e2064c info msg 93010: bytes 8913 from <jorge432@yahoo.com> qp 1810 uid 7791
@400000006afcaf7b16e26024 starting delivery 135: msg 93010 to remote gina715@aol.com
@400000006afcaf7b16e27b7c status: local 0/10 remote 1/20
@400000006afcaf7c1448b214 delivery 135: success: 15.224.79.253_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_2EB4D06DBDF/
@400000006afcaf7c14493eb4 status: local 0/10 remote 0/20
@400000006afcaf7c1449a82c end msg 93010
@400000006afcb13b0ee0190c new msg 93010
@400000006afcb13b0ee04fbc info msg 93010: bytes 19064 from <ann-list-return-5-sales967=mail.example.net@lists.example.org> qp 1813 uid 1003
@400000006afcb13b0ee0c104 starting delivery 136: msg 93010 to local sales967@mail.example.net
@400000006afcb13b0ee15d44 status: local 1/10 remote 0/20
@400000006afcb13b1167a67c delivery 136: success: did_0+0+1/
@400000006afcb13b1167d174 status: local 0/10 remote 0/20
@400000006afcb13b11682764 end msg 93010
@400000006afcb4861ef05f3c new msg 93010
@400000006afcb4861ef0d46c info msg 93010: bytes 11566 from <nina.hansen@acme-hosting0.test> qp 1829 uid 89
@400000006afcb4861ef14d84 starting delivery 137: msg 93010 to local gina144@acme-hosting0.test
@400000006afcb4861ef1b314 status: local 1/10 remote 0/20
@400000006afcb48629e286cc delivery 137: success: did_1+0+0/
@400000006afcb48629e30b9c status: local 0/10 remote 0/20
@400000006afcb48629e31b3c end msg 93010
@400000006afcb5210bbe66ac new msg 93010
@400000006afcb5210bbe8dbc info msg 93010: bytes 8011 from <ann-list-return-0-noreply991=acme-hosting0.test@lists.example.org> qp 1855 uid 1003
@400000006afcb5210bbedbdc starting delivery 138: msg 93010 to local noreply991@acme-hosting0.test
@400000006afcb5210bbeef64 status: local 1/10 remote 0/20
@400000006afcb5210d36aecc delivery 138: success: did_0+0+1/
@400000006afcb5210d36e964 status: local 0/10 remote 0/20
@400000006afcb5210d374724 end msg 93010
@400000006afcb5730021226c new msg 93010
@400000006afcb5730021bac4 info msg 93010: bytes 5936 from <ann-list-return-0-ines670=acme-hosting0.test@lists.example.org> qp 1856 uid 1003
@400000006afcb57300222ff4 starting delivery 139: msg 93010 to local ines670@acme-hosting0.test
@400000006afcb5730022c07c status: local 1/10 remote 0/20
@400000006afcb57300adba9c delivery 139: success: did_0+0+1/
@400000006afcb57300ae4b24 status: local 0/10 remote 0/20
@400000006afcb57300aee37c end msg 93010
@400000006afcb6a50c3f661c new msg 93010
@400000006afcb6a50c3fa49c info msg 93010: bytes 4343 from <newsletter.tanaka@gmail.com> qp 1881 uid 7791
@400000006afcb6a50c3fac6c starting delivery 140: msg 93010 to local karen.ivanov@lists.example.org
@400000006afcb6a50c3feed4 status: local 1/10 remote 0/20
@400000006afcb6a50c3ff2bc starting delivery 141: msg 93010 to local jorge979@Example.COM
@400000006afcb6a50c400644 status: local 2/10 remote 0/20
@400000006afcb6a50fe319bc delivery 140: success: did_1+0+0/
@400000006afcb6a50fe340cc status: local 1/10 remote 0/20
@400000006afcb6a510b30c1c delivery 141: success: did_1+0+0/
@400000006afcb6a510b31bbc status: local 0/10 remote 0/20
@400000006afcb6a510b32b5c end msg 93010
@400000006afcbaab10855ccc new msg 93010
@400000006afcbaab1085a704 info msg 93010: bytes 41890 from <nina.hansen@acme-hosting0.test> qp 1902 uid 89
@400000006afcbaab1085d1fc starting delivery 142: msg 93010 to local ines670@acme-hosting0.test
@400000006afcbaab10863f5c status: local 1/10 remote 0/20
@400000006afcbaab10866a54 starting delivery 143: msg 93010 to remote ines@gmail.com
@400000006afcbaab108685ac status: local 1/10 remote 1/20
@400000006afcbaab144f8bfc delivery 142: success: did_1+0+0/
@400000006afcbaab14502454 status: local 0/10 remote 1/20
@400000006afcbaac1601f304 delivery 143: success: 108.170.118.43_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_BB47A724CFC/
@400000006afcbaac16026064 status: local 0/10 remote 0/20
@400000006afcbaac1602dd64 end msg 93010
@400000006afcbcbe1f1ef504 new msg 93010
@400000006afcbcbe1f1f00bc info msg 93010: bytes 2255 from <billing.tanaka@hotmail.com> qp 1906 uid 7791
@400000006afcbcbe1f1f52c4 starting delivery 144: msg 93010 to remote tina.popescu@stark36.es
@400000006afcbcbe1f1fe734 status: local 0/10 remote 1/20
@400000006afcbcbf37f6705c delivery 144: success: 15.113.84.224_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_0D09F9BFBF7/
@400000006afcbcbf37f67c14 status: local 0/10 remote 0/20
@400000006afcbcbf37f6ddbc end msg 93010
@400000006afcc0d00ab733c4 new msg 93010
@400000006afcc0d00ab7668c info msg 93010: bytes 649 from <sales-kowalski@hotmail.com> qp 1936 uid 7791
@400000006afcc0d00ab7b0c4 starting delivery 145: msg 93010 to local example.org-quentin.novak@example.org
@400000006afcc0d00ab7fafc status: local 1/10 remote 0/20
@400000006afcc0d00e3bd644 delivery 145: success: did_1+0+0/
@400000006afcc0d00e3bfd54 status: local 0/10 remote 0/20
@400000006afcc0d00e3c7a54 end msg 93010
@400000006afcc5561a958cb4 new msg 93010
@400000006afcc5561a95f62c info msg 93010: bytes 1826 from <Webmaster.Costa@t-online.de> qp 1942 uid 7791
@400000006afcc5561a967714 starting delivery 146: msg 93010 to local support.jensen@Example.COM
@400000006afcc5561a9682cc status: local 1/10 remote 0/20
@400000006afcc55623840c74 delivery 146: success: did_0+0+1/
@400000006afcc55623842f9c status: local 0/10 remote 0/20
@400000006afcc5562384b084 end msg 93010
@400000006afcc6a020eef244 new msg 93010
@400000006afcc6a020ef28f4 info msg 93010: bytes 5049 from <billing.ivanov@wonka42.es> qp 1958 uid 7791
@400000006afcc6a020efb97c starting delivery 147: msg 93010 to remote info@litware22.nl
@400000006afcc6a020f02eac status: local 0/10 remote 1/20
@400000006afcc6c8148d48ac delivery 147: success: 198.41.109.142_accepted_message./Remote_host_said:_250_ok_1794950806_qp_4130/
@400000006afcc6c8148d9ab4 status: local 0/10 remote 0/20
@400000006afcc6c8148d9e9c end msg 93010
@400000006afcc6d62398b96c new msg 93010
@400000006afcc6d62398f01c info msg 93010: bytes 15038 from <billing@yahoo.com> qp 1978 uid 7791
@400000006afcc6d6239974ec starting delivery 148: msg 93010 to local sales.jensen@Example.COM
@400000006afcc6d6239a0574 status: local 1/10 remote 0/20
@400000006afcc6d623e4e184 delivery 148: success: did_1+0+0/
@400000006afcc6d623e5720c status: local 0/10 remote 0/20
@400000006afcc6d623e60e4c end msg 93010
@400000006afcc751052321d4 new msg 93010
@400000006afcc75105235884 info msg 93010: bytes 3917 from <ann-list-return-0-tina=cyberdyne21.es@lists.example.org> qp 1988 uid 1003
@400000006afcc7510523dd54 starting delivery 149: msg 93010 to remote tina@cyberdyne21.es
@400000006afcc75105243344 status: local 0/10 remote 1/20
@400000006afcc75327752c64 delivery 149: success: 191.166.194.202_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_11339FD900C/
@400000006afcc753277572b4 status: local 0/10 remote 0/20
@400000006afcc7532775d844 end msg 93010
@400000006afcc84a2b253444 new msg 93010
@400000006afcc84a2b25576c info msg 93010: bytes 4707 from <office.brown@contoso50.com.br> qp 1997 uid 7791
@400000006afcc84a2b256edc starting delivery 150: msg 93010 to local ulrich143@Example.COM
@400000006afcc84a2b258264 status: local 1/10 remote 0/20
@400000006afcc84a2cd2a9ac delivery 150: success: did_1+0+0/
@400000006afcc84a2cd32e7c status: local 0/10 remote 0/20
@400000006afcc84a2cd3652c end msg 93010
@400000006afcc87c17acb11c new msg 93010
@400000006afcc87c17acc4a4 info msg 93010: bytes 2977 from <hosting0.test-Eva.Dubois@acme-hosting0.test> qp 2021 uid 89
@400000006afcc87c17ad552c starting delivery 151: msg 93010 to remote Karen.Kim@soylent19.de
@400000006afcc87c17ade1cc status: local 0/10 remote 1/20
@400000006afcc87d0a212d84 delivery 151: success: 122.185.235.175_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_53279445D70/
@400000006afcc87d0a213d24 status: local 0/10 remote 0/20
@400000006afcc87d0a214cc4 end msg 93010
@400000006afcc9d7090f1d5c new msg 93010
@400000006afcc9d7090f734c info msg 93010: bytes 7475 from <hosting0.test-Eva.Dubois@acme-hosting0.test> qp 2030 uid 89
@400000006afcc9d7090f7b1c starting delivery 152: msg 93010 to local frank.lee@acme-hosting0.test
@400000006afcc9d7091003d4 status: local 1/10 remote 0/20
@400000006afcc9d70c32df14 delivery 152: success: did_0+0+1/
@400000006afcc9d70c33217c status: local 0/10 remote 0/20
@400000006afcc9d70c338324 end msg 93010
@400000006afccba62b60b6a4 new msg 93010
@400000006afccba62b61472c info msg 93010: bytes 6713 from <ann-list-return-0-ines670=acme-hosting0.test@lists.example.org> qp 2054 uid 1003
@400000006afccba62b61d7b4 starting delivery 153: msg 93010 to local ines670@acme-hosting0.test
@400000006afccba62b61ef24 status: local 1/10 remote 0/20
@400000006afccba62d9c048c delivery 153: success: did_0+0+1/
@400000006afccba62d9c5694 status: local 0/10 remote 0/20
@400000006afccba62d9cb83c end msg 93010
@400000006afccbd833affcac new msg 93010
@400000006afccbd833b046e4 info msg 93010: bytes 8310 from <oscar.virtanen@mail.example.net> qp 2081 uid 89
@400000006afccbd833b06df4 starting delivery 154: msg 93010 to local hans444@lists.example.org
@400000006afccbd833b0b82c status: local 1/10 remote 0/20
@400000006afccbd8341b5524 delivery 154: success: did_1+0+0/
@400000006afccbd8341b8bd4 status: local 0/10 remote 0/20
@400000006afccbd8341c1874 end msg 93010
@400000006afcced534fbe56c new msg 93010
@400000006afcced534fc338c info msg 93010: bytes 24177 from <Sales.Smith@acme-hosting0.test> qp 2089 uid 89
@400000006afcced534fcaca4 starting delivery 155: msg 93010 to local luis.berg@example.org
@400000006afcced534fd0294 status: local 1/10 remote 0/20
@400000006afcced534fd4ccc starting delivery 156: msg 93010 to local nina.hansen@acme-hosting0.test
@400000006afcced534fd837c status: local 2/10 remote 0/20
@400000006afcced537562d04 delivery 155: success: did_1+0+0/
@400000006afcced5375663b4 status: local 1/10 remote 0/20
@400000006afcced600ebc56c delivery 156: success: did_1+0+0/
@400000006afcced600ec3e84 status: local 0/10 remote 0/20
@400000006afcced600ec791c end msg 93010
@400000006afcd0d01bc46bdc new msg 93010
@400000006afcd0d01bc4b22c info msg 93010: bytes 924 from <ann-list-return-0-ines670=acme-hosting0.test@lists.example.org> qp 2117 uid 1003
@400000006afcd0d01bc54a84 starting delivery 157: msg 93010 to local ines670@acme-hosting0.test
@400000006afcd0d01bc58904 status: local 1/10 remote 0/20
@400000006afcd0d02604c3e4 delivery 157: success: did_1+0+0/
@400000006afcd0d026052974 status: local 0/10 remote 0/20
@400000006afcd0d0260592ec end msg 93010
@400000006afcd4e418f89dc4 new msg 93010
@400000006afcd4e418f8f79c info msg 93010: bytes 3177 from <ann-list-return-0-Hans.Kim=wingtip59.edu@lists.example.org> qp 2125 uid 1003
@400000006afcd4e418f9843c starting delivery 158: msg 93010 to remote Hans.Kim@wingtip59.edu
@400000006afcd4e418fa0cf4 status: local 0/10 remote 1/20
@400000006afcd4e82aedd094 delivery 158: success: 217.46.8.23_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_E9FE47D3B26/
@400000006afcd4e82aee6504 status: local 0/10 remote 0/20
@400000006afcd4e82aee788c end msg 93010
@400000006afcd7cd37635fec new msg 93010
@400000006afcd7cd3763e0d4 info msg 93010: bytes 5051 from <jorge432@yahoo.com> qp 2139 uid 7791
@400000006afcd7cd3763f844 starting delivery 159: msg 93010 to local ines670@acme-hosting0.test
@400000006afcd7cd3764427c status: local 1/10 remote 0/20
@400000006afcd7ce06fb9af4 delivery 159: success: did_1+0+0/
@400000006afcd7ce06fbb264 status: local 0/10 remote 0/20
@400000006afcd7ce06fc3b1c end msg 93010
@400000006afce17a06afb15c new msg 93010
@400000006afce17a06afe80c info msg 93010: bytes 52440 from <billing@yahoo.com> qp 2167 uid 7791
@400000006afce17a06aff7ac starting delivery 160: msg 93010 to remote eva.smith@yahoo.com
@400000006afce17a06b0362c status: local 0/10 remote 1/20
@400000006afce17a2fc4ef6c delivery 160: success: 109.145.141.99_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_32BD7359740/
@400000006afce17a2fc55114 status: local 0/10 remote 0/20
@400000006afce17a2fc5a704 end msg 93010
@400000006afce4ea01591d9c new msg 93010
@400000006afce4ea0159544c info msg 93010: bytes 4721 from <bounce+58ef2=user@em46.bulk-mailer.example> qp 2186 uid 7791
@400000006afce4ea0159ae24 starting delivery 161: msg 93010 to remote rosa.rossi@web.de
@400000006afce4ea015a2b24 status: local 0/10 remote 1/20
@400000006afce4eb27eb4e94 delivery 161: success: 121.144.110.19_accepted_message./Remote_host_said:_250_ok_1794958560_qp_12761/
@400000006afce4eb27eb621c status: local 0/10 remote 0/20
@400000006afce4eb27ebd364 end msg 93010
@400000006afce8fc1deb243c new msg 93010
@400000006afce8fc1deb9584 info msg 93010: bytes 1723 from <oscar@gmail.com> qp 2213 uid 7791
@400000006afce8fc1debf344 starting delivery 162: msg 93010 to remote billing.novak@hotmail.com
@400000006afce8fc1dec7814 status: local 0/10 remote 1/20
@400000006afce8fc3ad38454 delivery 162: success: 206.4.127.170_accepted_message./Remote_host_said:_250_ok_1794959602_qp_5738/
@400000006afce8fc3ad3f59c status: local 0/10 remote 0/20
@400000006afce8fc3ad43034 end msg 93010
@400000006afce9840c8102fc new msg 93010
@400000006afce9840c8187cc info msg 93010: bytes 2194 from <oscar@gmail.com> qp 2234 uid 7791
@400000006afce9840c81d204 starting delivery 163: msg 93010 to local hans444@lists.example.org
@400000006afce9840c81ddbc status: local 1/10 remote 0/20
@400000006afce984126aca54 delivery 163: success: did_1+0+0/
@400000006afce984126b56f4 status: local 0/10 remote 0/20
@400000006afce984126bd00c end msg 93010
@400000006afce9b5210a4a44 new msg 93010
@400000006afce9b5210abf74 info msg 93010: bytes 3701 from <oscar@gmail.com> qp 2238 uid 7791
@400000006afce9b5210b388c starting delivery 164: msg 93010 to local ines@example.org
@400000006afce9b5210b6b54 status: local 1/10 remote 0/20
@400000006afce9b522cdb8ac delivery 164: failure: Sorry,_no_mailbox_here_by_that_name._(#5.1.1)/
@400000006afce9b522cdd01c status: local 0/10 remote 0/20
@400000006afce9b522ce1e3c bounce msg 93010 qp 2240
@400000006afce9b522ce9754 end msg 93010
@400000006afce9b522fc7d54 new msg 93010
@400000006afce9b522fceab4 info msg 93010: bytes 4601 from <> qp 2240 uid 1006
@400000006afce9b522fd5bfc starting delivery 165: msg 93010 to remote oscar@gmail.com
@400000006afce9b522fd8adc status: local 0/10 remote 1/20
@400000006afce9b8271d63bc delivery 165: success: 142.91.43.19_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_A4A8BF2135B/
@400000006afce9b8271dc564 status: local 0/10 remote 0/20
@400000006afce9b8271e4a34 end msg 93010
@400000006afcef0b24f8707c new msg 93010
@400000006afcef0b24f8e994 info msg 93010: bytes 1460 from <oscar@gmail.com> qp 2244 uid 7791
@400000006afcef0b24f8f934 starting delivery 166: msg 93010 to local jobs403@example.org
@400000006afcef0b24f97634 status: local 1/10 remote 0/20
@400000006afcef0b27470014 delivery 166: success: did_1+0+0/
@400000006afcef0b27477d14 status: local 0/10 remote 0/20
@400000006afcef0b2747986c end msg 93010
@400000006afcf224106384bc new msg 93010
@400000006afcf22410641d14 info msg 93010: bytes 5082 from <hans444@lists.example.org> qp 2274 uid 89
@400000006afcf2241064403c starting delivery 167: msg 93010 to local sales967@mail.example.net
@400000006afcf2241064d894 status: local 1/10 remote 0/20
@400000006afcf2241233b0dc delivery 167: success: did_1+0+0/
@400000006afcf2241234260c status: local 0/10 remote 0/20
@400000006afcf2241234a6f4 end msg 93010
@400000006afcf2733018d014 new msg 93010
@400000006afcf273301950fc info msg 93010: bytes 22364 from <billing.ivanov@wonka42.es> qp 2276 uid 7791
@400000006afcf27330198b94 starting delivery 168: msg 93010 to local ines@example.org
@400000006afcf2733019c244 status: local 1/10 remote 0/20
@400000006afcf273321ddf44 delivery 168: success: did_1+0+0/
@400000006afcf273321deee4 status: local 0/10 remote 0/20
@400000006afcf273321e297c end msg 93010
@400000006afcf6031bce4364 new msg 93010
@400000006afcf6031bce668c info msg 93010: bytes 13094 from <ann-list-return-0-tina=cyberdyne21.es@lists.example.org> qp 2286 uid 1003
@400000006afcf6031bce7a14 starting delivery 169: msg 93010 to remote tina@cyberdyne21.es
@400000006afcf6031bcef714 status: local 0/10 remote 1/20
@400000006afcf6040b31d64c delivery 169: success: 191.166.194.202_accepted_message./Remote_host_said:_250_OK_id=1smit-000a8a0-51/
@400000006afcf6040b323bdc status: local 0/10 remote 0/20
@400000006afcf6040b3289fc end msg 93010
@400000006afcf76536608a34 new msg 93010
@400000006afcf7653660cc9c info msg 93010: bytes 26802 from <> qp 2312 uid 7791
@400000006afcf7653660ff64 starting delivery 170: msg 93010 to local stefan@Example.COM
@400000006afcf7653661787c status: local 1/10 remote 0/20
@400000006afcf7653848f944 delivery 170: success: did_0+0+1/
@400000006afcf765384910b4 status: local 0/10 remote 0/20
@400000006afcf76538499584 end msg 93010
@400000006afcfab7127fc184 new msg 93010
@400000006afcfab712801774 info msg 93010: bytes 9926 from <Webmaster.Costa@t-online.de> qp 2339 uid 7791
@400000006afcfab71280a7fc starting delivery 171: msg 93010 to local support.jensen@Example.COM
@400000006afcfab71280afcc status: local 1/10 remote 0/20
@400000006afcfab715e43d8c delivery 171: success: did_0+0+1/
@400000006afcfab715e49f34 status: local 0/10 remote 0/20
@400000006afcfab715e4ed54 end msg 93010
@400000006afcff10069cae2c new msg 93010
@400000006afcff10069d13bc info msg 93010: bytes 611 from <ann-list-return-0-ines=example.org@lists.example.org> qp 2354 uid 1003
@400000006afcff10069d717c starting delivery 172: msg 93010 to local ines@example.org
@400000006afcff10069df64c status: local 1/10 remote 0/20
@400000006afcff1008a13c74 delivery 172: success: did_0+1+0/qp_14037/
@400000006afcff1008a1b1a4 status: local 0/10 remote 0/20
@400000006afcff1008a2422c end msg 93010
@400000006afd01e42d83831c new msg 93010
@400000006afd01e42d83fc34 info msg 93010: bytes 1789 from <oscar@gmail.com> qp 2372 uid 7791
@400000006afd01e42d843e9c starting delivery 173: msg 93010 to local ines.dubois@mail.example.net
@400000006afd01e42d84dadc status: local 1/10 remote 0/20
@400000006afd01e42ecb06dc delivery 173: success: did_1+0+0/
@400000006afd01e42ecb937c status: local 0/10 remote 0/20
@400000006afd01e42ecbd5e4 end msg 93010
@400000006afd02b31b7895cc new msg 93010
@400000006afd02b31b790afc info msg 93010: bytes 2053 from <oscar.popescu@outlook.com> qp 2382 uid 7791
@400000006afd02b31b7916b4 starting delivery 174: msg 93010 to local ines670@acme-hosting0.test
@400000006afd02b31b798be4 status: local 1/10 remote 0/20
@400000006afd02b31b79fd2c starting delivery 175: msg 93010 to local ulrich143@Example.COM
@400000006afd02b31b7a8db4 status: local 2/10 remote 0/20
@400000006afd02b31b7b1e3c starting delivery 176: msg 93010 to local ines@example.org
@400000006afd02b31b7baadc status: local 3/10 remote 0/20
@400000006afd02b31b7bb2ac starting delivery 177: msg 93010 to local acme-hosting0.test-Eva.Dubois@acme-hosting0.test
@400000006afd02b31b7bd5d4 status: local 4/10 remote 0/20
@400000006afd02b31b7c3f4c starting delivery 178: msg 93010 to remote sales.jones@mail.ru
@400000006afd02b31b7c4b04 status: local 4/10 remote 1/20
@400000006afd02b31b7ce35c starting delivery 179: msg 93010 to remote info.popescu@cyberdyne38.com.br
@400000006afd02b31b7cf6e4 status: local 4/10 remote 2/20
@400000006afd02b31c73ca64 delivery 175: success: did_1+0+0/
@400000006afd02b31c73e9a4 status: local 3/10 remote 2/20
@400000006afd02b31d2403ac delivery 177: success: did_1+0+0/
@400000006afd02b31d2422ec status: local 2/10 remote 2/20
@400000006afd02b31daba654 delivery 176: success: did_1+0+0/
@400000006afd02b31dabeca4 status: local 1/10 remote 2/20
@400000006afd02b3258e400c delivery 174: success: did_0+0+1/
@400000006afd02b3258e9dcc status: local 0/10 remote 2/20
@400000006afd02b429783024 delivery 179: success: 17.126.197.186_accepted_message./Remote_host_said:_250_2.0.0_Ok:_queued_as_1BA0BB56FB0/
@400000006afd02b429785734 status: local 0/10 remote 1/20
@400000006afd02d91a20d1e4 delivery 178: success: 25.154.204.38_accepted_message./Remote_host_said:_250_ok_1794966185_qp_21952/
@400000006afd02d91a21144c status: local 0/10 remote 0/20
@400000006afd02d91a21aca4 end msg 93010
@400000006afd077f2cdf6764 new msg 93010
@400000006afd077f2cdfe07c info msg 93010: bytes 12790 from <office.brown@contoso50.com.br> qp 2411 uid 7791
@400000006afd077f2ce02e9c starting delivery 180: msg 93010 to local example.org-quentin.novak@example.org
@400000006afd077f2ce051c4 status: local 1/10 remote 0/20
@400000006afd077f2f383be4 delivery 180: success: did_1+0+0/
@400000006afd077f2f388dec status: local 0/10 remote 0/20
@400000006afd077f2f3912bc end msg 93010
@400000006afd0c880a2feaf4 new msg 93010
@400000006afd0c880a2ffe7c info msg 93010: bytes 13436 from <oscar.popescu@outlook.com> qp 2414 uid 7791
@400000006afd0c880a3044cc starting delivery 181: msg 93010 to remote yves.ozturk@t-online.de
@400000006afd0c880a30a28c status: local 0/10 remote 1/20
@400000006afd0c8832f2b78c delivery 181: success: 56.27.136.82_accepted_message./Remote_host_said:_250_OK_id=1webe-0002632-68/
@400000006afd0c8832f34fe4 status: local 0/10 remote 0/20
@400000006afd0c8832f3e454 end msg 93010
@400000006afd0f3a33a5bf94 new msg 93010
@400000006afd0f3a33a5f644 info msg 93010: bytes 41464 from <yves.ozturk@t-online.de> qp 2419 uid 7791
@400000006afd0f3a33a67efc starting delivery 182: msg 93010 to remote tina.rossi@hotmail.com
@400000006afd0f3a33a69284 status: local 0/10 remote 1/20
@400000006afd0f3f16ef8b3c delivery 182: success: 206.4.127.170_accepted_message./Remote_host_said:_250_ok_1794969392_qp_10037/
@400000006afd0f3f16efb634 status: local 0/10 remote 0/20
@400000006afd0f3f16f042d4 end msg 93010
